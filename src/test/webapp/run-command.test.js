import { commandOf } from "../deployment/command.js";
import { equal } from "./equal.js";

const NOTHING = { flow: "etl", deployment: "hourly", parameters: {}, retries: null, delay: null, priority: null };

export default {
  "nothing but the name": () => equal(commandOf(NOTHING), { line: "rigel deployment run etl/hourly", left: [], hidden: false }),
  "parameters as one JSON, quoted for a shell": () => {
    const { line } = commandOf({ ...NOTHING, deployment: "it's hourly", parameters: { day: "it's" }, retries: 2, delay: 0, priority: -5 });
    equal(line, `rigel deployment run 'etl/it'\\''s hourly' --params '{"day":"it'\\''s"}' --retries 2 --retry-delay-seconds 0 --priority -5`);
  },
  "a secret reads as stars": () => {
    const { line, hidden } = commandOf({ ...NOTHING, parameters: { token: "hush", a: 1 }, secrets: ["token", "other"] });
    equal([line.includes("hush"), hidden], [false, true]);
  },
  "what has no option is told": () => equal(commandOf({ ...NOTHING, name: "x", due: true, tags: "", key: "" }).left, ["name", "time"]),
};
