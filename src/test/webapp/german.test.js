/** What a reader of German sees. */
import { absolute, distance, whole } from "../platform/time.js";
import { equal } from "./equal.js";

export const visitor = { locale: "de-DE", zone: "Europe/Berlin" };

export default {
  "times are in the reader's language": () => {
    equal(absolute("2019-03-01T12:34:56Z"), "Fr., 1. März 2019, 13:34:56");
    equal(whole("2026-10-25T01:30:00Z"), "25.10.2026, 02:30:00 MEZ");
  },
  "distances as well": () => {
    equal(distance(new Date(Date.now() - 5_400_000).toISOString()), "vor 1 Std.");
  },
};
