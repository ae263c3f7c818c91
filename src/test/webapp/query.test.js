import { Query } from "../platform/router.js";
import { equal } from "./equal.js";

export default {
  "a name may be there several times": () => {
    const query = new Query("?state=Failed&state=Crashed&tag=a");
    equal(query.all("state"), ["Failed", "Crashed"]);
    equal(query.one("state"), "Failed");
    equal(query.all("flow"), []);
  },
  "what is absent has the default": () => {
    equal(new Query("").one("last", "24h"), "24h");
    equal(new Query("").one("name"), "");
  },
  "names that nobody knows are kept": () => {
    equal(new Query("?utm=x&state=Failed").with({ state: null }).toString(), "?utm=x");
  },
  "a change is a new query, the old one stays": () => {
    const old = new Query("?tab=ended");
    equal(old.with({ tab: "waiting" }).toString(), "?tab=waiting");
    equal(old.toString(), "?tab=ended");
  },
  "a list becomes the name several times, null and the empty text nothing": () => {
    const query = new Query("");
    equal(query.with({ state: ["Failed", "Late"] }).toString(), "?state=Failed&state=Late");
    equal(query.with({ state: [], name: "", tag: null }).toString(), "");
  },
  "a false-like value is a value": () => equal(new Query("").with({ level: 0 }).toString(), "?level=0"),
  "what has a meaning in an address is written so that it is read back": () => {
    for (const text of ["a&b=c", "50 %", "ü/ö?#", "+", "<img>", "\u202Eabc", "日本"]) {
      equal(new Query(new Query("").with({ name: text }).toString()).one("name"), text);
    }
  },
};
