/**
 * Single keys, outside of fields, unless they are switched off in the settings (WCAG 2.1.4): to the
 * filter of a page, from row to row, to other pages by `g` and a letter, and the sheet of all keys.
 * The key of the search is none of them, and works anywhere.
 */
import { isLive, keysAreOn, setLive } from "./settings.js";

/** Where `g` and a letter lead. */
const PAGES = {
  h: ["", "Dashboard"],
  r: ["flow-runs", "Runs"],
  d: ["deployments", "Deployments"],
  s: ["schedule", "Schedule"],
  q: ["work-queues", "Work queues"],
  a: ["agents", "Agents"],
  f: ["flows", "Flows"],
  b: ["blocks", "Blocks"],
  n: ["notifications", "Notifications"],
};

/** Opens the search. */
export const SEARCH_KEY = /^(Mac|iP)/.test(navigator.platform) ? "⌘ K" : "Ctrl K";

/** Milliseconds within which the letter follows a `g`. */
const TOGETHER = 1_500;

/** Starts; `hasPage(path)` tells whether there is one, `search()` opens the search. */
export class Keys {
  #router;
  #hasPage;
  #search;
  #first = null;

  constructor(router, hasPage, search) {
    this.#router = router;
    this.#hasPage = hasPage;
    this.#search = search;
    document.addEventListener("keydown", (event) => this.#pressed(event));
  }

  #pressed(event) {
    if (isSearchKey(event)) {
      // else the browser takes it for its own
      event.preventDefault();
      this.#search();
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !keysAreOn()) {
      return;
    }
    if (document.querySelector("dialog[open]")) {
      return;
    }
    if (this.#does(event)) {
      event.preventDefault();
    }
  }

  #does({ key, target, shiftKey }) {
    const first = this.#first;
    this.#first = null;
    if (first === "g") {
      return this.#goes(PAGES[key]?.[0]);
    }
    if (first === "t") {
      return clicked(document.querySelectorAll("main nav.tabs a")[Number(key) - 1]);
    }
    switch (key) {
      case "g":
      case "t":
        return this.#begins(key);
      case "/":
        return focused(document.querySelector('main [data-key="/"]'));
      case "j":
        return focused(rowBeside(1));
      case "k":
        return focused(rowBeside(-1));
      case "ArrowDown":
        return isRow(target) && focused(rowBeside(1));
      case "ArrowUp":
        return isRow(target) && focused(rowBeside(-1));
      case "x":
      case "X":
        return picked(target, shiftKey);
      case ".":
        return clicked(target.closest?.("tbody tr")?.querySelector('[data-key="."]'));
      case "Escape":
        return clicked(document.querySelector('main [data-key="Escape"]'));
      case "l":
        setLive(!isLive());
        return true;
      case "?":
        this.#showSheet();
        return true;
      default:
        return document.querySelector("main rg-log")?.pressed(key) ?? false;
    }
  }

  #begins(key) {
    this.#first = key;
    setTimeout(() => {
      this.#first = null;
    }, TOGETHER);
    return true;
  }

  #goes(path) {
    if (path === undefined || !this.#hasPage(path)) {
      return false;
    }
    this.#router.go(path);
    return true;
  }

  async #showSheet() {
    const sheet = await import("./key-sheet.js").catch(() => null);
    sheet?.showSheet(Object.entries(PAGES).filter(([, [path]]) => this.#hasPage(path)));
  }
}

function isSearchKey({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  return (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === "k";
}

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|radio|button)$/.test(target.type);
}

/** Links that rows of lists lead by, which are what has the focus. */
function links() {
  return [...document.querySelectorAll("main tbody th a")].filter((link) => link.checkVisibility() && link.closest("tr").querySelector("th a") === link);
}

function isRow(target) {
  return target.closest?.("tbody tr") !== null;
}

function rowBeside(step) {
  const all = links();
  const at = all.indexOf(document.activeElement?.closest?.("tr")?.querySelector("th a"));
  return all[at === -1 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
}

function focused(element) {
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
  return element !== null && element !== undefined;
}

/** By the click of its box, which knows of Shift. */
function picked(target, shiftKey) {
  const box = target.closest?.("tbody tr")?.querySelector('[data-key="x"]');
  box?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey }));
  return Boolean(box);
}

function clicked(element) {
  element?.click();
  return Boolean(element);
}
