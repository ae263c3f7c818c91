import { absolute, distance, precise, secondsBetween, setZone, whole, zone, LOCAL } from "../platform/time.js";
import { equal } from "./equal.js";

/** As in `zone`, and back to the browser's. */
function inZone(name, fact) {
  setZone(name);
  try {
    fact();
  } finally {
    setZone(LOCAL);
  }
}

/** The times of a day, without the day, of some times of 2026. */
function clocks(name, ...times) {
  let read;
  inZone(name, () => {
    read = times.map((time) => absolute(`2026-${time}Z`).replace(/^.*, /, ""));
  });
  return read;
}

const inSeconds = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();

export default {
  "the zone is the browser's until another is chosen": () => {
    equal(zone(), "Europe/London");
    inZone("Asia/Tokyo", () => equal(zone(), "Asia/Tokyo"));
    equal(zone(), "Europe/London");
  },
  "a chosen zone is kept, the browser's own is not": () => {
    inZone("Asia/Tokyo", () => equal(localStorage.getItem("rigel.zone"), '"Asia/Tokyo"'));
    equal(localStorage.getItem("rigel.zone"), null);
  },
  "London goes from 00:59 to 02:00 in spring and has 01:59 twice in autumn": () => {
    equal(clocks("Europe/London", "03-29T00:59:59", "03-29T01:00:00"), ["00:59:59", "02:00:00"]);
    equal(clocks("Europe/London", "10-25T00:59:59", "10-25T01:00:00", "10-25T01:59:59"), ["01:59:59", "01:00:00", "01:59:59"]);
  },
  "New York goes from 01:59 to 03:00 in spring and has 01:59 twice in autumn": () => {
    equal(clocks("America/New_York", "03-08T06:59:59", "03-08T07:00:00"), ["01:59:59", "03:00:00"]);
    equal(clocks("America/New_York", "11-01T05:59:59", "11-01T06:00:00", "11-01T06:59:59"), ["01:59:59", "01:00:00", "01:59:59"]);
  },
  "Kathmandu is three quarters of an hour off, on every day of a year": () => {
    equal(clocks("Asia/Kathmandu", "03-29T01:00:00", "10-25T01:00:00"), ["06:45:00", "06:45:00"]);
  },
  "Tokyo has one time all year": () => {
    equal(clocks("Asia/Tokyo", "03-29T01:00:00", "10-25T01:00:00"), ["10:00:00", "10:00:00"]);
  },
  "one hour of autumn that is there twice is told apart by its zone": () => {
    inZone("Europe/London", () => {
      equal(whole("2026-10-25T00:30:00Z"), "25 Oct 2026, 01:30:00 BST");
      equal(whole("2026-10-25T01:30:00Z"), "25 Oct 2026, 01:30:00 GMT");
    });
    inZone("Asia/Kathmandu", () => equal(whole("2026-10-25T01:30:00Z"), "25 Oct 2026, 07:15:00 GMT+5:45"));
  },
  "a time of today has no day, one of this year no year": () => {
    inZone("UTC", () => {
      const now = new Date();
      equal(absolute(`${now.toISOString().slice(0, 10)}T12:34:56Z`), "12:34:56");
      equal(absolute("2019-03-01T12:34:56Z"), "Fri 1 Mar 2019, 12:34:56");
      const year = now.getUTCFullYear();
      const other = now.getUTCMonth() < 6 ? `${year}-11-09` : `${year}-02-09`;
      equal(/^\w{3} 9 \w{3}, 12:34:56$/.test(absolute(`${other}T12:34:56Z`)), true);
    });
  },
  "the same day of another year is not today": () => {
    inZone("UTC", () => {
      const day = new Date();
      // the calendar of a year repeats: some years ago it was this day of this month and week
      for (const years of [5, 6, 11, 28]) {
        const then = new Date(day);
        then.setUTCFullYear(day.getUTCFullYear() - years);
        const text = absolute(`${then.toISOString().slice(0, 10)}T12:34:56Z`);
        equal(text.includes(String(day.getUTCFullYear() - years)), true);
      }
    });
  },
  "lines of a log have their milliseconds, and midnight is 00": () => {
    inZone("UTC", () => equal(precise("2026-03-01T00:00:00.045Z"), "00:00:00.045"));
  },
  "a distance is in the greatest unit that fits": () => {
    equal([-5, -59, -61, -3_599, -3_601, -86_399, -90_000, -700_000].map((s) => distance(inSeconds(s - 0.2))), [
      "5 sec ago", "59 sec ago", "1 min ago", "59 min ago", "1 hr ago", "23 hr ago", "1 day ago", "8 days ago",
    ]);
    equal([5, 65, 7_300].map((s) => distance(inSeconds(s + 0.5))), ["in 5 sec", "in 1 min", "in 2 hr"]);
  },
  "just now is now": () => equal(distance(inSeconds(0)), "now"),
  "a time with an offset is that time": () => {
    inZone("UTC", () => equal(absolute("2019-03-01T12:34:56.123456+05:45"), "Fri 1 Mar 2019, 06:49:56"));
  },
  "between two times are seconds, and to nothing those until now": () => {
    equal(secondsBetween("2026-03-29T00:30:00Z", "2026-03-29T01:30:00.500Z"), 3_600.5);
    equal(Math.round(secondsBetween(inSeconds(-7), null)), 7);
  },
};
