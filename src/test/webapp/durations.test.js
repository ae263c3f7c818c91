import { duration } from "../platform/time.js";
import { equal } from "./equal.js";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export default {
  "below a second in milliseconds": () => {
    equal([0, 0.0004, 0.034, 0.999].map(duration), ["0 ms", "0 ms", "34 ms", "999 ms"]);
  },
  "below ten seconds with a tenth": () => {
    equal([1, 2.4, 2.44, 9.94].map(duration), ["1 s", "2.4 s", "2.4 s", "9.9 s"]);
  },
  "below a minute in whole seconds": () => {
    equal([10, 42.7, 59.99].map(duration), ["10 s", "42 s", "59 s"]);
  },
  "below an hour in minutes and seconds": () => {
    equal([MINUTE, 3 * MINUTE + 5, HOUR - 0.1].map(duration), ["1 min 0 s", "3 min 5 s", "59 min 59 s"]);
  },
  "below a day in hours and minutes": () => {
    equal([HOUR, 2 * HOUR + 10 * MINUTE, DAY - 1].map(duration), ["1 h 0 min", "2 h 10 min", "23 h 59 min"]);
  },
  "from a day on in days and hours": () => {
    equal([DAY, 3 * DAY + 4 * HOUR, 400 * DAY].map(duration), ["1 d 0 h", "3 d 4 h", "400 d 0 h"]);
  },
  "what rounds up to the next unit is said in the next unit": () => {
    equal([0.9996, 9.97].map(duration), ["1 s", "10 s"]);
  },
};
