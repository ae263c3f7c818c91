/**
 * Parts of a page: one that fails says so in its own card, and the rest of the page stays. Only what
 * the page is about fails as the page, and a server that does not answer, or that wants to be left
 * alone for a while.
 */
import { html } from "lit-html";
import { Problem } from "../api.js";

/** Answers of a server, or of what stands before it, that tell of all its calls: none, busy, away. */
const OF_ALL = [0, 429, 502, 503, 504];

/** What a call gave, `{ value }`, or why it gave nothing, `{ failure }`. */
export async function part(call) {
  try {
    return { value: await call };
  } catch (failure) {
    if (!(failure instanceof Problem) || OF_ALL.includes(failure.status)) {
      throw failure;
    }
    return { failure };
  }
}

/** The same of several at once, by their names; of a page that is about nothing else, so all of them cannot fail. */
export async function parts(calls) {
  const all = await Promise.all(Object.entries(calls).map(async ([name, call]) => [name, await part(call)]));
  if (all.every(([, { failure }]) => failure)) {
    throw all[0][1].failure;
  }
  return Object.fromEntries(all);
}

/** A part with what is read by its value, in the place of that. */
export async function further(one, make) {
  return one.failure ? one : part(make(one.value));
}

/** What is shown of a part, or in its place that it could not be read. */
export function shown({ value, failure }, show) {
  return failure ? failed(failure) : show(value);
}

/** That something could not be read; it is asked for again with the page. */
export function failed(failure) {
  return html`<p class="empty failed" role="alert">This could not be read. ${failure.message}.</p>`;
}
