/**
 * What came of an action: seen for some seconds and read out politely. With a way back while it is
 * there, if there is one.
 */
import { html, render } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";

/** Milliseconds, and until the focus has left it. */
const SHOWN = 8_000;

const place = document.getElementById("says");
let said = [];
let number = 0;

/**
 * Says a sentence.
 *
 * @param undo takes it back; null if it cannot be
 */
export function say(text, undo = null) {
  const one = { id: ++number, text, undo };
  said = [...said.slice(-2), one];
  draw();
  setTimeout(() => leave(one), SHOWN);
}

function leave(one) {
  if (place.querySelector(`[data-id="${one.id}"]`)?.matches(":focus-within, :hover")) {
    setTimeout(() => leave(one), 1_000);
  } else {
    forget(one);
  }
}

function forget(one) {
  said = said.filter((other) => other !== one);
  draw();
}

function draw() {
  render(
    repeat(
      said,
      (one) => one.id,
      (one) => html`<p class="card said" data-id=${one.id}>
        <span>${one.text}</span>
        ${one.undo
          ? html`<button class="button" @click=${() => takeBack(one)}>Undo</button>`
          : null}
      </p>`,
    ),
    place,
  );
}

async function takeBack(one) {
  forget(one);
  try {
    await one.undo();
  } catch (problem) {
    say(problem.message);
  }
}

/** Asks before something that cannot be taken back, see `element/dialog.js`. */
export async function confirm(question) {
  const dialog = await import("../element/dialog.js").catch(() => null);
  // a server that is away does not give the file
  return dialog ? dialog.confirm(question) : globalThis.confirm(`${question.title}\n\n${question.text}`);
}
