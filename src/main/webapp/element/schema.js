/**
 * What a JSON schema says: of which kind a field is, and what is wrong with a value. Schemas are those
 * that pydantic writes, of parameters and of blocks; pure.
 */
import { own } from "../platform/words.js";

/** A secret that the server keeps to itself reads so. */
export const STARS = "********";

const SCALARS = ["string", "number", "boolean"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A schema with its references followed, one variant put in its own place, and null, which is no kind
 * of field, taken out of it: `nullable` says that it was there.
 */
export function resolved(schema, root) {
  let one = schema && typeof schema === "object" ? schema : {};
  for (let depth = 0; one.$ref && depth < 10; depth++) {
    const { $ref, ...beside } = one;
    one = { ...at(root, $ref), ...beside };
  }
  if (one.allOf) {
    one = allOf(one, root);
  }
  if (one.const !== undefined) {
    one = { ...one, enum: [one.const] };
  }
  if (Array.isArray(one.type)) {
    const { type, ...beside } = one;
    one = { ...beside, anyOf: type.map((name) => ({ ...beside, title: undefined, default: undefined, type: name })) };
  }
  if (one.enum?.includes(null)) {
    one = { ...one, enum: one.enum.filter((value) => value !== null), nullable: true };
  }
  return one.anyOf || one.oneOf ? variants(one, root) : one;
}

function at(root, ref) {
  const path = ref.replace(/^#\/?/, "").split("/");
  return path.reduce((found, name) => own(found, name.replaceAll("~1", "/").replaceAll("~0", "~")), root) ?? {};
}

/** Several of them only where all are objects; else it stays as it is, and is drawn as JSON. */
function allOf({ allOf: all, ...beside }, root) {
  const parts = all.map((one) => resolved(one, root));
  if (parts.length > 1 && !parts.every((one) => one.properties)) {
    return beside;
  }
  return {
    ...Object.assign({}, ...parts),
    ...(parts.length > 1 && {
      properties: Object.assign({}, ...parts.map((one) => one.properties)),
      required: parts.flatMap((one) => one.required ?? []),
    }),
    ...beside,
  };
}

function variants({ anyOf, oneOf, ...beside }, root) {
  const all = (anyOf ?? oneOf).map((one) => resolved(one, root));
  const some = all.filter((one) => one.type !== "null");
  const nullable = some.length < all.length || beside.nullable || some.some((one) => one.nullable);
  const different = some.filter((one, i) => some.findIndex((other) => looksLike(one, other)) === i);
  return different.length === 1
    ? { ...different[0], ...defined(beside), nullable }
    : { ...beside, variants: different, nullable };
}

/** Texts that differ in nothing but a format that nobody checks. */
function looksLike(one, other) {
  const form = ({ format, title, description, ...rest }) => JSON.stringify({ ...rest, kind: kindOf({ ...rest, format }) });
  return form(one) === form(other);
}

function defined(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** How a resolved schema is drawn: `json` for what no field can show. */
export function kindOf(schema) {
  if (schema.variants) {
    return schema.variants.length ? "variants" : "json";
  }
  if (schema.enum) {
    return "choice";
  }
  switch (schema.type) {
    case "string":
      return ofText(schema);
    case "boolean":
    case "integer":
    case "number":
      return schema.type;
    case "array":
      return schema.items && !Array.isArray(schema.items) && !schema.prefixItems && Object.keys(schema.items).length ? "list" : "json";
    case "object":
    case undefined:
      return isObject(schema) ? "object" : "json";
    default:
      return "json";
  }
}

function ofText({ format, writeOnly }) {
  if (format === "password" || writeOnly) {
    return "secret";
  }
  return ["date", "date-time", "time"].includes(format) ? format : "text";
}

function isObject({ properties, additionalProperties }) {
  return Object.keys(properties ?? {}).length > 0 || Object.keys(Object(additionalProperties)).length > 0;
}

/** The fields of an object, in the order in which its maker wants them seen. */
export function fieldsOf({ properties = {} }) {
  const all = Object.entries(properties);
  const position = ([, schema]) => schema?.position ?? Infinity;
  return all
    .map((field, i) => [field, i])
    .sort(([a, i], [b, j]) => (position(a) === position(b) ? i - j : position(a) - position(b)))
    .map(([field]) => field);
}

/** The schema of what an object has besides; null if it may have nothing else. */
export function othersOf({ additionalProperties }) {
  return additionalProperties ? (additionalProperties === true ? {} : additionalProperties) : null;
}

/** What a field means that nobody filled in: what is laid below it, or its schema's default. */
export function usualOf(schema, below) {
  return below === undefined ? schema.default : below;
}

/** What was typed as a number; what is none stays the text it is, and is told of by `problems`. */
export function numberOf(text) {
  return NUMBER.test(text.trim()) ? Number(text) : text;
}

/** Whether a place of a document is one of its `secret_fields`, where `*` is any name. */
export function isSecret(root, path) {
  return (root.secret_fields ?? []).some((secret) => {
    const names = secret.split(".");
    return names.length === path.length && names.every((name, i) => name === "*" || name === String(path[i]));
  });
}

/** Which variant a value is of: the first that it fits, or whose type it has at least. */
export function variantOf(value, { variants: all }, root) {
  const fits = all.findIndex((one) => problems(value, one, root).length === 0);
  return fits >= 0 ? fits : Math.max(0, all.findIndex((one) => typeFits(value, one)));
}

/**
 * What is wrong with a value, each with the path to it.
 *
 * @param below what is sent when it is left out, if something is
 * @param required whether it may be left out where there is no such thing
 */
export function problems(value, schema, root, { path = [], below, required = false } = {}) {
  const one = resolved(schema, root);
  const wrong = (text) => [{ path, text }];
  if (value === undefined) {
    return required && usualOf(one, below) === undefined ? wrong("This is required.") : [];
  }
  const kind = kindOf(one);
  if (value === null) {
    return one.nullable || kind === "json" ? [] : wrong("This may not be null.");
  }
  if (value === STARS && (kind === "secret" || isSecret(root, path))) {
    return [];
  }
  if (kind === "variants") {
    return problems(value, one.variants[variantOf(value, one, root)], root, { path });
  }
  if (kind === "choice") {
    const known = one.enum.some((choice) => JSON.stringify(choice) === JSON.stringify(value));
    return known ? [] : wrong(`One of ${one.enum.map(words).join(", ")}.`);
  }
  if (one.block_type_slug && path.length && value.$ref) {
    // another block
    return [];
  }
  if (!typeFits(value, one)) {
    return wrong(`This has to be ${TYPES[one.type ?? "object"]}.`);
  }
  const said = Array.isArray(value) ? ofList(value, one) : typeof value === "string" ? ofString(value, one) : typeof value === "number" ? ofNumber(value, one) : null;
  return [...(said ? wrong(said) : []), ...inside(value, one, root, path, below)];
}

const TYPES = {
  string: "text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function typeFits(value, { type, properties }) {
  switch (type ?? (properties ? "object" : undefined)) {
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case undefined:
      return true;
    default:
      return SCALARS.includes(type) ? typeof value === type : true;
  }
}

function ofString(value, { minLength, maxLength, pattern, format }) {
  const length = [...value].length;
  if (length < (minLength ?? 0)) {
    return `At least ${counted(minLength, "character")}, not ${length}.`;
  }
  if (length > (maxLength ?? Infinity)) {
    return `At most ${counted(maxLength, "character")}, not ${length}.`;
  }
  if (pattern && matches(pattern, value) === false) {
    return `This has to match ${pattern}`;
  }
  switch (format) {
    case "date":
      return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? null : "A date is written 2026-11-27.";
    case "date-time":
      return Number.isNaN(Date.parse(value)) ? "A time is written 2026-11-27T09:30:00+01:00." : null;
    case "time":
      return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?/.test(value) ? null : "A time of the day is written 09:30:00.";
    case "uuid":
      return UUID.test(value) ? null : "This has to be a UUID.";
    default:
      return null;
  }
}

/** Null for a pattern that JavaScript cannot read: then the server judges. */
function matches(pattern, value) {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return null;
  }
}

function ofNumber(value, { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }) {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return "This number is too large to be sent as it is.";
  }
  if (value < (minimum ?? -Infinity)) {
    return `At least ${minimum}.`;
  }
  if (value > (maximum ?? Infinity)) {
    return `At most ${maximum}.`;
  }
  if (typeof exclusiveMinimum === "number" && value <= exclusiveMinimum) {
    return `More than ${exclusiveMinimum}.`;
  }
  if (typeof exclusiveMaximum === "number" && value >= exclusiveMaximum) {
    return `Less than ${exclusiveMaximum}.`;
  }
  const times = value / multipleOf;
  return multipleOf && Math.abs(times - Math.round(times)) > 1e-9 ? `A multiple of ${multipleOf}.` : null;
}

function ofList(value, { minItems, maxItems, uniqueItems }) {
  if (value.length < (minItems ?? 0)) {
    return `At least ${counted(minItems, "entry", "entries")}, not ${value.length}.`;
  }
  if (value.length > (maxItems ?? Infinity)) {
    return `At most ${counted(maxItems, "entry", "entries")}, not ${value.length}.`;
  }
  const different = new Set(value.map((one) => JSON.stringify(one)));
  return uniqueItems && different.size < value.length ? "No entry may be there twice." : null;
}

function inside(value, schema, root, path, below) {
  if (Array.isArray(value)) {
    return schema.items && !Array.isArray(schema.items)
      ? value.flatMap((one, i) => problems(one, schema.items, root, { path: [...path, i], required: true }))
      : [];
  }
  if (typeof value !== "object" || !isObject(schema)) {
    return [];
  }
  const fields = schema.properties ?? {};
  const others = othersOf(schema);
  const known = Object.entries(fields).flatMap(([name, field]) =>
    problems(own(value, name), field, root, { path: [...path, name], below: own(below, name), required: schema.required?.includes(name) }),
  );
  const rest = Object.keys(value).filter((name) => !Object.hasOwn(fields, name));
  if (!others) {
    const refused = schema.additionalProperties === false ? rest : [];
    return [...known, ...refused.map((name) => ({ path: [...path, name], text: `There is no field ${name}.` }))];
  }
  return [...known, ...rest.flatMap((name) => problems(value[name], others, root, { path: [...path, name] }))];
}

/** A value on one line. */
export function words(value) {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function counted(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
