import { agentCommand } from "../platform/words.js";
import { equal } from "./equal.js";

export default {
  "a server where agents look for one is not named": () => {
    equal(agentCommand(["default"], "http://127.0.0.1:4200/api"), "rigel agent start -q default");
    equal(agentCommand(["default"], "http://localhost:4200/api"), "rigel agent start -q default");
  },
  "any other is": () => equal(agentCommand(["a"], "https://jobs.example/rigel/api"), "rigel agent start -q a --api https://jobs.example/rigel/api"),
  "several queues, quoted for a shell": () => equal(agentCommand(["a", "it's"], "http://localhost:4200/api"), "rigel agent start -q a -q 'it'\\''s'"),
};
