import { html } from "lit-html";
import { say } from "../platform/say.js";
import { icon } from "./icon.js";

/** A button that copies what `text` answers when it is pressed. */
export function copyButton({ text, word = "Copy", label = word, said = "Copied." }) {
  return html`<button type="button" class="button" aria-label=${label} @click=${() => copy(text(), said)}>${icon("copy")}${word}</button>`;
}

/** Copies a text, and says so. */
export async function copy(text, said = "Copied.") {
  try {
    await navigator.clipboard.writeText(text);
    say(said);
  } catch {
    // no clipboard without https, or not allowed
    say("The browser does not let the page copy; mark the text and copy it.");
  }
}
