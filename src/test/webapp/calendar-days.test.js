import { datesOf, dayOf, isICalendar, plus, plusMonths, weekday, weeksOf } from "../calendar/dates.js";
import { Draft } from "../calendar/draft.js";
import { yieldOf } from "../calendar/events.js";
import { equal } from "./equal.js";

function calendar(...events) {
  const texts = events.map((lines) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"].join("\r\n"));
  return ["BEGIN:VCALENDAR", ...texts, "END:VCALENDAR"].join("\r\n");
}

export default {
  "dates are read in three ways, each once and in order": () => {
    equal(datesOf("2026-12-28, 2026/12/25\n20261225;\"2026-12-24\""), { days: ["2026-12-24", "2026-12-25", "2026-12-28"], unread: [] });
  },
  "what is no day is told": () => {
    equal(datesOf("2026-02-30 25.12.2026 tomorrow 2026-13-01"), { days: [], unread: ["2026-02-30", "25.12.2026", "tomorrow", "2026-13-01"] });
    equal(datesOf(" \n"), { days: [], unread: [] });
  },
  "a leap day is one every four years": () => {
    equal([dayOf(2028, 2, 29), dayOf(2026, 2, 29), dayOf(2100, 2, 29)], ["2028-02-29", null, null]);
  },
  "days go over the ends of months and years, and over changes of the clock": () => {
    equal([plus("2026-12-31", 1), plus("2027-01-01", -1), plus("2026-03-28", 2)], ["2027-01-01", "2026-12-31", "2026-03-30"]);
  },
  "a month later is the same date, or the last there is": () => {
    equal([plusMonths("2026-01-31", 1), plusMonths("2026-12-15", 1), plusMonths("2026-03-31", -1)], ["2026-02-28", "2027-01-15", "2026-02-28"]);
  },
  "a week begins where it does in a country": () => {
    // the 27th of November 2026 is a Friday
    equal([weekday("2026-11-27", 1), weekday("2026-11-27", 7), weekday("2026-11-27", 6)], [4, 5, 6]);
  },
  "a month has all its days, in weeks of seven": () => {
    const weeks = weeksOf(2026, 11, 1);
    equal(weeks.map((week) => week.length), [7, 7, 7, 7, 7, 7]);
    equal(weeks.flat().filter(Boolean).length, 30);
    equal(weeks[0], [null, null, null, null, null, null, "2026-11-01"]);
    equal(weeksOf(2027, 2, 1).length, 4);
  },
  "an event of a day lists that day, its end is exclusive": () => {
    const found = yieldOf(calendar(["DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261226"], ["DTSTART;VALUE=DATE:20261228"]));
    equal(found, { events: 2, recurring: 0, cancelled: 0, unread: 0, days: ["2026-12-25", "2026-12-28"] });
  },
  "an event of hours lists each day that it touches, unless it ends at midnight": () => {
    equal(yieldOf(calendar(["DTSTART:20261231T220000Z", "DTEND:20270101T020000Z"])).days, ["2026-12-31", "2027-01-01"]);
    equal(yieldOf(calendar(["DTSTART:20261231T220000Z", "DTEND:20270101T000000Z"])).days, ["2026-12-31"]);
    equal(yieldOf(calendar(["DTSTART;VALUE=DATE:20261224", "DURATION:P3D"])).days, ["2026-12-24", "2026-12-25", "2026-12-26"]);
  },
  "cancelled and recurring ones are counted, and list nothing here": () => {
    const found = yieldOf(calendar(["DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=YEARLY"], ["STATUS:CANCELLED", "DTSTART;VALUE=DATE:20260610"], ["SUMMARY:nothing"]));
    equal(found, { events: 3, recurring: 1, cancelled: 1, unread: 1, days: [] });
  },
  "folded lines are one, and an alarm inside is not the event": () => {
    const text = calendar(["DTSTART;VALUE=DA", " TE:20261225", "BEGIN:VALARM", "DURATION:P9D", "END:VALARM"]).replaceAll("\r\n ", "\r\n ");
    equal(yieldOf(text).days, ["2026-12-25"]);
  },
  "a text is told from a list of days": () => equal([isICalendar("\nBEGIN:VCALENDAR"), isICalendar("2026-12-25")], [true, false]),
  "a draft adds and takes away, and twice is not at all": () => {
    const draft = new Draft();
    draft.toggle("2026-12-24", false);
    draft.toggle("2026-12-25", true);
    equal([draft.size, draft.has("2026-12-24", false), draft.has("2026-12-25", true)], [2, true, false]);
    equal(draft.applied(["2026-12-25", "2026-12-28"]), ["2026-12-24", "2026-12-28"]);
    draft.toggle("2026-12-24", false);
    draft.toggle("2026-12-25", true);
    equal([draft.size, draft.applied(["2026-12-25"])], [0, ["2026-12-25"]]);
  },
};
