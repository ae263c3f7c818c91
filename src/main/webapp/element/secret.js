/**
 * A secret that somebody asked to see: it is in the page for half a minute at most, and for as long as
 * the page is looked at.
 */
import { say } from "../platform/say.js";

/** Milliseconds. */
const SHOWN = 30_000;

const hidings = new Set();

document.addEventListener("visibilitychange", () => document.hidden && hideSecrets());

/** Takes all that are shown out of the page. */
export function hideSecrets() {
  [...hidings].forEach((hide) => hide());
}

/** Shows what `read` answers before a button, which hides it again; until then it is nowhere. */
export async function shownSecret(button, read) {
  if (button.hide) {
    button.hide();
    return;
  }
  button.disabled = true;
  let text;
  try {
    text = await read();
  } catch (problem) {
    say(problem.message);
    return;
  } finally {
    button.disabled = false;
  }
  // left meanwhile
  if (!button.isConnected || document.hidden) {
    return;
  }
  const shown = document.createElement("output");
  shown.className = "code shown";
  shown.textContent = typeof text === "string" ? text : JSON.stringify(text);
  button.before(shown);
  const words = button.textContent;
  const label = button.getAttribute("aria-label");
  button.textContent = "Hide";
  button.removeAttribute("aria-label");
  const later = setTimeout(() => button.hide?.(), SHOWN);
  button.hide = () => {
    clearTimeout(later);
    shown.remove();
    button.textContent = words;
    label && button.setAttribute("aria-label", label);
    hidings.delete(button.hide);
    button.hide = null;
  };
  hidings.add(button.hide);
}
