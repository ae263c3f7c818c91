/** The sheet of all keys; read when somebody asks for it. */
import { html, render } from "lit-html";
import { SEARCH_KEY } from "./keys.js";

const SHEET = [
  [SEARCH_KEY, "Search, and commands"],
  ["/", "Filter of the page"],
  ["j or ↓, k or ↑", "Next row, row before"],
  ["Enter", "Open the row"],
  ["x, Shift x", "Pick the row, or up to it"],
  [".", "Actions of the row"],
  ["l", "Live on or off"],
  ["t, then 1 to 6", "Part of the page"],
  ["e", "Next error of a log"],
  ["f, w", "Follow a log, wrap its lines"],
  ["End", "Newest lines of a log"],
  ["?", "This sheet"],
  ["Esc", "Close what is open; pick no row"],
];

/** Shows it; `pages` are those that `g` and a letter lead to, `[letter, [path, name]]`. */
export function showSheet(pages) {
  const holder = document.createElement("div");
  document.body.append(holder);
  render(
    html`<dialog class="card" aria-labelledby="keys-title" @close=${() => holder.remove()}>
      <form method="dialog">
        <h2 id="keys-title">Keys</h2>
        <dl class="keys">${SHEET.map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}
          ${pages.map(([key, [, name]]) => html`<div><dt><kbd>g</kbd> <kbd>${key}</kbd></dt><dd>${name}</dd></div>`)}</dl>
        <div class="row"><span class="quiet small">They can be switched off in the settings.</span><span class="push"></span><button class="button" autofocus>Close</button></div>
      </form>
    </dialog>`,
    holder,
  );
  holder.firstElementChild.showModal();
}
