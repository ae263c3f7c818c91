/** What a reader of Arabic in Egypt sees: other digits, from right to left. */
import { absolute, distance, duration } from "../platform/time.js";
import { equal } from "./equal.js";

export const visitor = { locale: "ar-EG", zone: "Africa/Cairo" };

export default {
  "times and distances are written, with the digits of the language": () => {
    const digits = /[٠-٩]/;
    equal(digits.test(absolute("2019-03-01T12:34:56Z")), true);
    equal(digits.test(distance(new Date(Date.now() - 300_000).toISOString())), true);
  },
  "durations keep their units": () => equal(duration(185), "3 min 5 s"),
};
