import { isoOf, localOf, zonesFrom } from "../platform/zoned.js";
import { equal } from "./equal.js";

export default {
  "a typed time has its zone's distance from UTC": () => {
    equal(isoOf("2026-07-01T09:30", "Europe/London"), "2026-07-01T09:30:00+01:00");
    equal(isoOf("2026-01-01T09:30", "Europe/London"), "2026-01-01T09:30:00+00:00");
    equal(isoOf("2026-07-01T09:30:15", "Asia/Kathmandu"), "2026-07-01T09:30:15+05:45");
    equal(isoOf("2026-07-01T09:30", "America/New_York"), "2026-07-01T09:30:00-04:00");
  },
  "a time that is left out becomes that after the gap": () => {
    equal(isoOf("2026-03-29T01:30", "Europe/London"), "2026-03-29T02:30:00+01:00");
    equal(isoOf("2026-03-08T02:30", "America/New_York"), "2026-03-08T03:30:00-04:00");
  },
  "of a time that comes twice it is the first": () => {
    equal(isoOf("2026-10-25T01:30", "Europe/London"), "2026-10-25T01:30:00+01:00");
    equal(isoOf("2026-11-01T01:30", "America/New_York"), "2026-11-01T01:30:00-04:00");
  },
  "there and back": () => {
    for (const zone of ["Europe/London", "Asia/Kathmandu", "Asia/Tokyo", "America/New_York"]) {
      for (const local of ["2026-03-30T00:00:00", "2026-10-25T03:00:00", "2026-12-31T23:59:59"]) {
        equal(localOf(isoOf(local, zone), zone), local);
      }
    }
  },
  "zones are each there once, the usual ones first": () => {
    const zones = zonesFrom("Asia/Tokyo", "Europe/London", "Asia/Tokyo");
    equal(zones.slice(0, 3), ["Asia/Tokyo", "Europe/London", "UTC"]);
    equal(zones.length, new Set(zones).size);
  },
};
