import { fieldsOf, isSecret, kindOf, numberOf, problems, resolved, STARS, variantOf } from "../element/schema.js";
import { equal } from "./equal.js";

const ROOT = {
  type: "object",
  definitions: {
    Place: { title: "Place", type: "object", properties: { lat: { type: "number", maximum: 90 }, name: { type: "string" } }, required: ["lat"] },
    Tree: { type: "object", properties: { child: { $ref: "#/definitions/Tree" } } },
  },
};

const kind = (schema) => kindOf(resolved(schema, ROOT));
const said = (value, schema, more) => problems(value, schema, ROOT, more).map(({ path, text }) => `${path.join(".")} ${text}`.trim());

export default {
  "texts have a field by their format": () => {
    const of = (format) => kind({ type: "string", format });
    equal([undefined, "date", "date-time", "time", "password", "email"].map(of), ["text", "date", "date-time", "time", "secret", "text"]);
    equal(kind({ type: "string", writeOnly: true }), "secret");
  },
  "every other kind of schema has a field, or is JSON": () => {
    const all = [{ type: "integer" }, { type: "number" }, { type: "boolean" }, { enum: ["a", "b"] }, { type: "array", items: { type: "string" } }, { $ref: "#/definitions/Place" }, { type: "object", additionalProperties: { type: "string" } }];
    equal(all.map(kind), ["integer", "number", "boolean", "choice", "list", "object", "object"]);
    equal([{}, { type: "object" }, { type: "array" }, { type: "array", items: [{ type: "string" }] }, { type: "file" }].map(kind), ["json", "json", "json", "json", "json"]);
  },
  "a type that may be null is that type": () => {
    for (const schema of [{ anyOf: [{ type: "integer" }, { type: "null" }] }, { type: ["integer", "null"] }]) {
      equal(kind(schema), "integer");
      equal(said(null, schema), []);
    }
    equal(said(null, { type: "integer" }), ["This may not be null."]);
  },
  "variants that differ in nothing that is checked are one": () => {
    equal(kind({ anyOf: [{ type: "string" }, { type: "string", format: "path" }] }), "text");
    equal(kind({ oneOf: [{ type: "string" }, { type: "integer" }] }), "variants");
  },
  "a value is of the variant that it fits": () => {
    const schema = resolved({ anyOf: [{ type: "integer" }, { type: "string" }, { $ref: "#/definitions/Place" }] }, ROOT);
    equal([3, "x", { lat: 1 }, { lat: 100 }].map((value) => variantOf(value, schema, ROOT)), [0, 1, 2, 2]);
  },
  "a reference keeps what stands beside it": () => {
    const one = resolved({ allOf: [{ $ref: "#/definitions/Place" }], title: "Home", default: { lat: 0 } }, ROOT);
    equal([one.title, one.default, Object.keys(one.properties)], ["Home", { lat: 0 }, ["lat", "name"]]);
  },
  "what refers to itself is followed as deep as its value": () => {
    equal(said({ child: { child: { child: 3 } } }, { $ref: "#/definitions/Tree" }), ["child.child.child This has to be an object."]);
  },
  "what is required may be left out where something stands for it": () => {
    const schema = { type: "object", properties: { a: { type: "string" }, b: { type: "string", default: "x" } }, required: ["a", "b"] };
    equal(said({}, schema), ["a This is required."]);
    equal(said({}, schema, { below: { a: "y" } }), []);
  },
  "bounds of numbers": () => {
    const schema = { type: "number", minimum: 1, exclusiveMaximum: 3, multipleOf: 0.1 };
    equal([0, 1, 1.1, 1.15, 3].map((value) => said(value, schema).length), [1, 0, 0, 1, 1]);
    equal(said(1.5, { type: "integer" }), ["This has to be a whole number."]);
    equal(said(12345678901234567890, { type: "integer" }).length, 1);
  },
  "bounds of texts count characters, not units": () => {
    equal(said("😀😀", { type: "string", maxLength: 2 }), []);
    equal(said("😀", { type: "string", minLength: 2 }), ["At least 2 characters, not 1."]);
    equal(said("b", { type: "string", pattern: "^a" }), ["This has to match ^a"]);
  },
  "a pattern that JavaScript cannot read is the server's": () => equal(said("b", { type: "string", pattern: "(?P<x>a)" }), []),
  "lists are bounded, and their entries are checked": () => {
    const schema = { type: "array", items: { type: "integer" }, minItems: 2, uniqueItems: true };
    equal(said([1], schema), ["At least 2 entries, not 1."]);
    equal(said([1, 1], schema), ["No entry may be there twice."]);
    equal(said([1, "x"], schema), ["1 This has to be a whole number."]);
  },
  "what an object has besides is checked, or refused": () => {
    equal(said({ x: 1 }, { type: "object", additionalProperties: { type: "string" } }), ["x This has to be text."]);
    equal(said({ x: 1 }, { type: "object", properties: { a: {} }, additionalProperties: false }), ["x There is no field x."]);
  },
  "dates and times": () => {
    equal(["2026-11-27", "27.11.2026", "2026-13-01"].map((value) => said(value, { type: "string", format: "date" }).length), [0, 1, 1]);
    equal(["09:30:00", "9:30", "24:00:00"].map((value) => said(value, { type: "string", format: "time" }).length), [0, 1, 1]);
  },
  "what is no number stays the text it is": () => {
    equal(["7", " 7 ", "1.50", "-2e3", ".5", "1x", "", "Infinity", "0x10"].map(numberOf), [7, 7, 1.5, -2000, 0.5, "1x", "", "Infinity", "0x10"]);
  },
  "secrets are named by their path, with a star for any name": () => {
    const root = { secret_fields: ["url", "headers.*", "a.b"] };
    equal([["url"], ["headers", "x"], ["headers"], ["a", "b"], ["b"]].map((path) => isSecret(root, path)), [true, true, false, true, false]);
  },
  "the stars of a stored secret are as good as it": () => {
    const schema = { type: "object", properties: { url: { type: "string", pattern: "^https" } }, required: ["url"], secret_fields: ["url"] };
    equal(problems({ url: STARS }, schema, schema), []);
    equal(problems({ url: "x" }, schema, schema).length, 1);
  },
  "fields are in the order that their maker wants": () => {
    const names = fieldsOf({ properties: { c: {}, b: { position: 1 }, d: {}, a: { position: 0 } } }).map(([name]) => name);
    equal(names, ["a", "b", "c", "d"]);
  },
};
