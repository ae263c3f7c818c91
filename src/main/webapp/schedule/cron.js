/**
 * A cron text as five fields that can be chosen, and back; pure. What it means is the server's to say;
 * a text that cannot be shown so is edited as it is.
 */

export const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** By their numbers, from Sunday. */
export const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS = {
  minute: { first: 0, last: 59, names: [] },
  hour: { first: 0, last: 23, names: [] },
  day: { first: 1, last: 31, names: [] },
  month: { first: 1, last: 12, names: ["", ...MONTHS] },
  weekday: { first: 0, last: 7, names: WEEKDAYS },
};

const ALIASES = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

const EVERY = { mode: "every" };

/**
 * `{ minute, hour, day, month, weekday }`, each `{ mode: "every" }`, `{ mode: "step", step }`,
 * `{ mode: "at", values }`, a day also `{ mode: "last" }`, a weekday also `{ mode: "nth", nth, day }`,
 * the last one being 0; null for a text that has no such fields.
 */
export function readCron(text) {
  const plain = text.trim().toLowerCase();
  const parts = (Object.hasOwn(ALIASES, plain) ? ALIASES[plain] : plain).split(/\s+/);
  if (parts.length !== 5) {
    return null;
  }
  const fields = Object.keys(FIELDS).map((name, i) => [name, readField(name, parts[i])]);
  return fields.every(([, field]) => field) ? Object.fromEntries(fields) : null;
}

function readField(name, text) {
  const { first, last } = FIELDS[name];
  if (text === "*") {
    return EVERY;
  }
  const step = /^\*\/(\d{1,4})$/.exec(text);
  if (step) {
    const size = Number(step[1]);
    return size < 1 ? null : size === 1 ? EVERY : size > last - first ? null : { mode: "step", step: size };
  }
  if (name === "day" && text === "l") {
    return { mode: "last" };
  }
  return (name === "weekday" && nthOf(text)) || valuesOf(name, text);
}

/** `mon#2`, or `l5` for the last Friday. */
function nthOf(text) {
  const nth = /^(\w+)#([1-5])$/.exec(text);
  const last = /^l(\w+)$/.exec(text);
  const day = nth || last ? numberOf("weekday", (nth ?? last)[1]) : null;
  return day === null ? null : { mode: "nth", nth: last ? 0 : Number(nth[2]), day: day % 7 };
}

function valuesOf(name, text) {
  const { last } = FIELDS[name];
  const values = new Set();
  for (const piece of text.split(",")) {
    const found = /^(\w+)(?:-(\w+))?(?:\/(\d{1,4}))?$/.exec(piece);
    if (!found) {
      return null;
    }
    const from = numberOf(name, found[1]);
    const step = found[3] === undefined ? 1 : Number(found[3]);
    const to = found[2] !== undefined ? numberOf(name, found[2]) : found[3] === undefined ? from : name === "weekday" ? 6 : last;
    if (from === null || to === null || from > to || step < 1) {
      return null;
    }
    for (let value = from; value <= to; value += step) {
      values.add(name === "weekday" ? value % 7 : value);
    }
  }
  return { mode: "at", values: ordered(name, [...values]) };
}

function numberOf(name, text) {
  const { first, last, names } = FIELDS[name];
  const number = /^\d{1,2}$/.test(text) ? Number(text) : names.indexOf(text);
  return number >= first && number <= last ? number : null;
}

/** Sunday comes last. */
function ordered(name, values) {
  const place = (value) => (name === "weekday" && value === 0 ? 7 : value);
  return values.sort((one, other) => place(one) - place(other));
}

/** The text of five fields. */
export function writeCron(fields) {
  return Object.keys(FIELDS).map((name) => writeField(name, fields[name])).join(" ");
}

function writeField(name, { mode, step, values, nth, day }) {
  switch (mode) {
    case "step":
      return `*/${step}`;
    case "last":
      return "L";
    case "nth":
      return nth === 0 ? `L${day}` : `${WEEKDAYS[day]}#${nth}`;
    case "at":
      return writeValues(name, values);
    default:
      return "*";
  }
}

/** Numbers, names and ranges of three at least; a range does not end with Sunday, which is 0. */
export function writeValues(name, values) {
  const { names } = FIELDS[name];
  const word = (value) => names[value] || String(value);
  const runs = [];
  values.forEach((value) => {
    const run = runs.at(-1);
    if (run && value === run.at(-1) + 1) {
      run.push(value);
    } else {
      runs.push([value]);
    }
  });
  return runs.map((run) => (run.length > 2 ? `${word(run[0])}-${word(run.at(-1))}` : run.map(word).join(","))).join(",");
}

/** Numbers of a field as somebody types them, such as `0, 30` or `9-17`; null for none such. */
export function readValues(name, text) {
  return valuesOf(name, text.toLowerCase().replace(/\s+/g, "").replace(/,$/, ""))?.values ?? null;
}

/** The fields with some values of one added or taken away; none is every. */
export function toggled(name, field, value) {
  const had = field.mode === "at" ? field.values : [];
  const values = ordered(name, had.includes(value) ? had.filter((one) => one !== value) : [...had, value]);
  return values.length ? { mode: "at", values } : EVERY;
}

/** Whether day of month and day of week are both restricted, so that it matters how they go together. */
export function areBothDays({ day, weekday }) {
  return day.mode !== "every" && weekday.mode !== "every";
}
