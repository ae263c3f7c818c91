import { now } from "./api.js";
import { element } from "./table.js";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];
const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

/** A time as its distance from now ("5 sec. ago"), with the exact time as its title. */
export function moment(iso) {
  const time = new Date(iso);
  const made = element("time", "", distance((time - now()) / 1000));
  made.dateTime = iso;
  made.title = time.toLocaleString();
  return made;
}

function distance(seconds) {
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return RELATIVE.format(Math.trunc(seconds / size), unit);
}

/** Seconds as text: `0.4 s`, `42 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(seconds) {
  if (seconds < 60) {
    return `${seconds < 10 ? Number(seconds.toFixed(1)) : Math.floor(seconds)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.floor(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
