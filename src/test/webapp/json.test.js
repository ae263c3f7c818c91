import { readJson, writeJson } from "../platform/json.js";
import { equal } from "./equal.js";

const place = (text) => readJson(text).problem;

export default {
  "what can be read is read": () => equal(readJson(' {"a": [1, true, null, "\\u00e9"]} ').value, { a: [1, true, null, "é"] }),
  "a fault is told with its place and what was expected there": () => {
    equal(place('{"a": 1,}'), "Line 1, column 9: a name in double quotes was expected.");
    equal(place('{\n  "a" 1\n}'), "Line 2, column 7: : was expected.");
    equal(place("[1,\n 2,,3]"), "Line 2, column 4: a value was expected.");
    equal(place("[1, 2"), "Line 1, column 6: , or ] was expected.");
    equal(place("{} x"), "Line 1, column 4: nothing more was expected.");
    equal(place(""), "Line 1, column 1: the text ends too early.");
    equal(place('{"a": "x\ny"}'), "Line 1, column 7: this text has no end, or a character in it that has to be escaped.");
    equal(place("{'a': 1}"), "Line 1, column 2: a name in double quotes was expected.");
    equal(place("01"), "Line 1, column 2: nothing more was expected.");
  },
  "nothing is written as nothing": () => equal([writeJson(undefined), writeJson({ a: 1 })], ["", '{\n  "a": 1\n}']),
};
