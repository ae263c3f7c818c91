import { readMonthDays, readRule, writeRule } from "../schedule/rule.js";
import { equal } from "./equal.js";

const NOTHING = { start: "", freq: "DAILY", interval: 1, months: [], monthDays: [], days: [], nth: null, count: "", until: "" };

/** Those of docs/schedules.md first. */
const CASES = {
  "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO": { freq: "WEEKLY", interval: 2, days: ["MO"] },
  "DTSTART:20220301T090000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR": { start: "2022-03-01T09:00:00", freq: "MONTHLY", days: ["FR"], nth: -1 },
  "FREQ=DAILY": {},
  "FREQ=DAILY;COUNT=5": { count: "5" },
  "FREQ=DAILY;UNTIL=20261231T235959": { until: "2026-12-31T23:59:59" },
  "FREQ=MONTHLY;BYMONTHDAY=-1,1,15": { freq: "MONTHLY", monthDays: [-1, 1, 15] },
  "FREQ=MONTHLY;BYDAY=2TU": { freq: "MONTHLY", days: ["TU"], nth: 2 },
  "FREQ=MONTHLY;BYDAY=MO,FR": { freq: "MONTHLY", days: ["MO", "FR"] },
  "FREQ=YEARLY;BYMONTH=3,12;BYMONTHDAY=31": { freq: "YEARLY", months: [3, 12], monthDays: [31] },
  "FREQ=HOURLY;INTERVAL=6": { freq: "HOURLY", interval: 6 },
};

const SAME = {
  "RRULE:FREQ=DAILY": "FREQ=DAILY",
  "rrule:freq=weekly;byday=su,mo;wkst=mo": "FREQ=WEEKLY;BYDAY=MO,SU",
  "FREQ=DAILY;INTERVAL=1": "FREQ=DAILY",
  "DTSTART;TZID=Europe/Berlin:20260301T090000\nRRULE:FREQ=DAILY": "DTSTART:20260301T090000\nRRULE:FREQ=DAILY",
  "DTSTART:20260301\r\nFREQ=DAILY": "DTSTART:20260301T000000\nRRULE:FREQ=DAILY",
  "DTSTART:20260301T090000Z\nRRULE:FREQ=DAILY;UNTIL=20261231": "DTSTART:20260301T090000\nRRULE:FREQ=DAILY;UNTIL=20261231T235959",
  "FREQ=MONTHLY;BYDAY=+1MO": "FREQ=MONTHLY;BYDAY=1MO",
};

const ONLY_TEXT = ["", "FREQ=SECONDLY", "FREQ=DAILY;BYHOUR=9", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1", "FREQ=YEARLY;BYDAY=20MO", "FREQ=MONTHLY;BYDAY=1MO,2TU", "FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;COUNT=1;UNTIL=20261231", "FREQ=DAILY;BYDAY=XX", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;WKST=SU", "DTSTART:20260301T090000", "DTSTART:soon\nFREQ=DAILY", "RRULE:FREQ=DAILY\nEXDATE:20260301T000000", "RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", "FREQ=constructor"];

export default {
  "each text is shown as parts": () => Object.entries(CASES).forEach(([text, parts]) => equal([text, readRule(text)], [text, { ...NOTHING, ...parts }])),
  "each of them is written as it was": () => Object.keys(CASES).forEach((text) => equal(writeRule(readRule(text)), text)),
  "what means the same is written in one way": () => Object.entries(SAME).forEach(([text, written]) => equal([text, writeRule(readRule(text))], [text, written])),
  "what is written is read as the same, whatever parts are put together": () => {
    const all = [...Object.keys(CASES), ...Object.keys(SAME)].map(readRule);
    const apart = ["start", "interval", "months", "monthDays"];
    all.forEach((one) => all.forEach((other) => apart.forEach((name) => {
      const mixed = { ...one, [name]: other[name] };
      equal(readRule(writeRule(mixed)), mixed);
    })));
  },
  "what parts cannot show is left to the text": () => ONLY_TEXT.forEach((text) => equal([text, readRule(text)], [text, null])),
  "days of the month are typed": () => equal([readMonthDays("15, 1,"), readMonthDays("-1"), readMonthDays("32"), readMonthDays("x")], [[1, 15], [-1], null, null]),
};
