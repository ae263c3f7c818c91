import { areBothDays, readCron, readValues, toggled, writeCron } from "../schedule/cron.js";
import { equal } from "./equal.js";

const every = { mode: "every" };
const at = (...values) => ({ mode: "at", values });
const step = (size) => ({ mode: "step", step: size });
const fields = (minute, hour = every, day = every, month = every, weekday = every) => ({ minute, hour, day, month, weekday });

/** Those of docs/schedules.md first. */
const CASES = {
  "30 9 * * mon-fri": fields(at(30), at(9), every, every, at(1, 2, 3, 4, 5)),
  "*/5 * * * *": fields(step(5)),
  "*/15 9-17 * * mon-fri": fields(step(15), at(9, 10, 11, 12, 13, 14, 15, 16, 17), every, every, at(1, 2, 3, 4, 5)),
  "0 9 * * L5": fields(at(0), at(9), every, every, { mode: "nth", nth: 0, day: 5 }),
  "0 0 13 * fri": fields(at(0), at(0), at(13), every, at(5)),
  "0 9 * * mon#2": fields(at(0), at(9), every, every, { mode: "nth", nth: 2, day: 1 }),
  "0 9 L * *": fields(at(0), at(9), { mode: "last" }),
  "* * * * *": fields(every),
  "0,30 8,20 1,15 jan-mar,dec *": fields(at(0, 30), at(8, 20), at(1, 15), at(1, 2, 3, 12)),
  "0 0 * * sat,sun": fields(at(0), at(0), every, every, at(6, 0)),
  "0 */6 */10 */3 *": fields(at(0), step(6), step(10), step(3)),
};

/** Other ways to write the same. */
const SAME = {
  "@daily": "0 0 * * *",
  "@Hourly": "0 * * * *",
  "@weekly": "0 0 * * sun",
  "@yearly": "0 0 1 jan *",
  " 0  9 * *  MON-FRI ": "0 9 * * mon-fri",
  "0 0 13 * 5": "0 0 13 * fri",
  "0 0 * * 7": "0 0 * * sun",
  "0 0 * * 5-7": "0 0 * * fri,sat,sun",
  "0-59/20 * * * *": "0,20,40 * * * *",
  "50/5 * * * *": "50,55 * * * *",
  "*/1 * * * *": "* * * * *",
  "5,4,3,3 * * * *": "3-5 * * * *",
  "0 0 l * *": "0 0 L * *",
  "0 0 * * lfri": "0 0 * * L5",
  "0 0 * * l0": "0 0 * * L0",
};

const ONLY_TEXT = ["", "0 9 * *", "0 9 * * mon 30", "? * * * *", "0 0 15W * *", "0 0 1,L * *", "60 * * * *", "0 24 * * *", "0 0 0 * *", "0 0 * 13 *", "*,5 * * * *", "0 0 * * mon#1,mon#3", "0 0 * * mon#6", "0 0 * * fri-mon", "5-1 * * * *", "*/0 * * * *", "*/60 * * * *", "0 0 * * constructor", "@reboot", "@constructor"];

export default {
  "each text is shown as fields": () => Object.entries(CASES).forEach(([text, expected]) => equal([text, readCron(text)], [text, expected])),
  "each of them is written as it was": () => Object.keys(CASES).forEach((text) => equal(writeCron(readCron(text)), text)),
  "what means the same is written in one way": () => Object.entries(SAME).forEach(([text, written]) => equal([text, writeCron(readCron(text))], [text, written])),
  "what is written is read as the same, whatever fields are put together": () => {
    const all = [...Object.keys(CASES), ...Object.keys(SAME)].map(readCron);
    const names = ["minute", "hour", "day", "month", "weekday"];
    all.forEach((one) => all.forEach((other) => names.forEach((name) => {
      const mixed = { ...one, [name]: other[name] };
      equal(readCron(writeCron(mixed)), mixed);
    })));
  },
  "every number of a field is one": () => {
    for (let minute = 0; minute < 60; minute++) {
      equal(writeCron(readCron(`${minute} * * * *`)), `${minute} * * * *`);
    }
  },
  "what fields cannot show is left to the text": () => ONLY_TEXT.forEach((text) => equal([text, readCron(text)], [text, null])),
  "numbers are typed in more ways than one": () => {
    equal(readValues("minute", "30, 0,"), [0, 30]);
    equal(readValues("hour", "9 - 17"), [9, 10, 11, 12, 13, 14, 15, 16, 17]);
    equal([readValues("hour", "24"), readValues("hour", ""), readValues("minute", "a")], [null, null, null]);
  },
  "the last day taken away leaves every day, Sunday comes last": () => {
    equal(toggled("weekday", at(0), 0), every);
    equal(toggled("weekday", at(1), 0), at(1, 0));
    equal(toggled("weekday", every, 3), at(3));
  },
  "both days given are two questions": () => equal(["0 0 13 * 5", "0 0 13 * *", "0 0 * * 5", "0 0 L * mon#1"].map((text) => areBothDays(readCron(text))), [true, false, false, true]),
};
