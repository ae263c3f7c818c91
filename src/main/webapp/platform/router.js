/**
 * Which page an address has, and the way from one to the next: modules are loaded when they are
 * first wanted, calls of a page that is left are aborted, title and focus follow, and Back finds the
 * place where one was. Who leaves a form, `form[data-asks]`, that is filled in and not saved is asked
 * first, whichever way it is left.
 *
 * A page is a class:
 * - `constructor({ params, query, router })`: what its address says;
 * - `load(signal)`: reads what it shows; `every`: seconds between two of these, 0 for only when looked at;
 * - `render(data)`: a template, of `undefined` before the first data; `title(data)`; `crumbs(data)`: what is above it,
 *   `[path, name]` of each, and its own name;
 * - `picture(data)`, if the browser's tab shows another one than Rigel's: its address;
 * - `missing`, if it is about one thing: what is said when that is not there;
 * - `commands(data)`, if one can do something there from the search: `{ name, icon, does }`;
 * - `drawn()`, if it has something to do once its template is in the document;
 * - `changed(query)`, if it can show another query by itself.
 */
import { confirm } from "./say.js";
import { kept, usualFilter } from "./settings.js";

const ROUTES = JSON.parse(document.getElementById("routes").textContent);

/** Where all addresses begin; absolute from now on, as the address of the document will change. */
export const BASE = new URL(document.baseURI);
document.querySelector("base").href = BASE.href;

/** The route of a path below the base, with what its places stand for; null if there is none. */
export function routeOf(path) {
  const asked = path.split("/").filter((segment) => segment !== "");
  for (const route of ROUTES) {
    const segments = route.path.split("/").filter((segment) => segment !== "");
    const params = {};
    const fits =
      segments.length === asked.length &&
      segments.every((segment, i) => {
        if (!segment.startsWith(":")) {
          return segment === asked[i];
        }
        params[segment.slice(1)] = decoded(asked[i]);
        return params[segment.slice(1)] !== null;
      });
    if (fits) {
      return { ...route, params };
    }
  }
  return null;
}

/** A segment as it was meant; null of one that is not well-formed, such as `%zz`. */
function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

/** The path of an address below the base; null if it is not ours. */
function pathOf(url) {
  return url.origin === BASE.origin && url.pathname.startsWith(BASE.pathname)
    ? url.pathname.slice(BASE.pathname.length)
    : null;
}

/** Milliseconds without a movement after which a place on the page is remembered. */
const SETTLED = 150;

/** What happens in a form when something in it becomes another: fields, and buttons that choose. */
const CHANGES = ["input", "change", "rg-value", "click"];

/** Starts; `show(route, query, isNew)` draws a page. */
export class Router {
  #show;
  /** The form in which something is filled in that is not saved. */
  #filled = null;
  /** How many addresses of this visit are before this one. */
  #index = history.state?.index ?? 0;
  /** Called when the address is this page's again, after one has gone back from it. */
  #returned = null;

  constructor(show) {
    this.#show = show;
  }

  /** A form that is closed while its page stays was saved or is not wanted any more. */
  get #unsaved() {
    return this.#filled?.isConnected ?? false;
  }

  start() {
    history.scrollRestoration = "manual";
    document.addEventListener("click", (event) => this.#clicked(event));
    history.replaceState({ ...history.state, index: this.#index }, "");
    addEventListener("popstate", () => this.#wentBack());
    CHANGES.forEach((type) => document.addEventListener(type, (event) => this.#changed(event)));
    addEventListener("beforeunload", (event) => this.#unsaved && event.preventDefault());
    let settled;
    addEventListener(
      "scroll",
      () => {
        clearTimeout(settled);
        settled = setTimeout(() => this.#rememberPlace(), SETTLED);
      },
      { passive: true },
    );
    this.#here({ first: true });
  }

  /**
   * Goes to an address below the base.
   *
   * @param saved whether what is filled in on this page is kept, or not wanted any more
   */
  async go(address, { saved = false } = {}) {
    if (!saved && this.#unsaved && !(await sure())) {
      return;
    }
    this.#push(new URL(address, BASE), "pushState");
    this.#here({});
  }

  /** Goes to an address that takes the place of this one: Back leads to the one before. */
  replace(address) {
    history.replaceState({ y: 0, index: this.#index }, "", new URL(address, BASE));
    this.#here({});
  }

  /** Puts another query into the address of this page. */
  query(query, { replace = false } = {}) {
    const url = new URL(location.href);
    url.search = query.toString();
    this.#push(url, replace ? "replaceState" : "pushState");
    this.#here({ same: true });
  }

  /** Once more, as after a change of what all pages share. */
  again() {
    this.#here({ same: true });
  }

  #push(url, way) {
    if (way === "pushState") {
      this.#rememberPlace();
      this.#index++;
    }
    history[way](way === "pushState" ? { y: 0, index: this.#index } : history.state, "", url);
  }

  #changed({ type, target }) {
    const isChoice = type !== "click" || target.closest?.("button[aria-pressed], button.choose");
    const form = isChoice && target.closest?.("main form[data-asks]");
    if (form) {
      this.#filled = form;
    }
  }

  /** The address is another already, so it is made this page's again while one is asked. */
  async #wentBack() {
    if (this.#returned) {
      this.#returned();
      return;
    }
    const steps = (history.state?.index ?? this.#index) - this.#index;
    if (this.#unsaved && steps !== 0) {
      await this.#returns(-steps);
      if (await sure()) {
        this.#filled = null;
        history.go(steps);
      }
      return;
    }
    this.#index += steps;
    // the place is asked for when there is something to see: until then the page is short, and forgets it
    this.#here({ back: true, y: history.state?.y ?? 0 });
  }

  #returns(steps) {
    return new Promise((resolve) => {
      this.#returned = resolve;
      history.go(steps);
    }).finally(() => {
      this.#returned = null;
    });
  }

  #rememberPlace() {
    history.replaceState({ ...history.state, y: scrollY }, "");
  }

  #clicked(event) {
    const link = event.target.closest?.("a[href]");
    const plain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute("download")) {
      return;
    }
    const url = new URL(link.href);
    const path = pathOf(url);
    if (path === null || path.startsWith("docs") || path.startsWith("api/")) {
      return;
    }
    event.preventDefault();
    this.go(url);
  }

  #here(how) {
    const path = pathOf(location) ?? "";
    const route = routeOf(path === "index.html" ? "" : path);
    if (route?.to !== undefined) {
      const to = new URL(route.to.replace(/:(\w+)/g, (_, name) => encodeURIComponent(route.params[name])), BASE);
      new URLSearchParams(location.search).forEach((value, name) => to.searchParams.append(name, value));
      history.replaceState(history.state, "", to);
      this.#here(how);
      return;
    }
    if (!how.same) {
      this.#filled = null;
    }
    const usual = how.same || how.back || !route || location.search ? "" : kept(usualFilter(route.path), "");
    if (usual) {
      history.replaceState(history.state, "", new URL(usual, location.href));
    }
    this.#show(route, new Query(location.search), how);
  }
}

function sure() {
  return confirm({ title: "Leave without saving?", text: "What is filled in here is lost.", action: "Leave", safe: "Stay" });
}

/**
 * What the part of an address behind `?` says; repeated names mean any of them. Names that nobody
 * knows are kept.
 */
export class Query {
  #params;

  constructor(search) {
    this.#params = new URLSearchParams(search);
  }

  /** The first value of a name, or a default. */
  one(name, otherwise = "") {
    return this.#params.get(name) ?? otherwise;
  }

  /** All values of a name. */
  all(name) {
    return this.#params.getAll(name);
  }

  /** The same with these names changed: a text, a list, or null for none. */
  with(changes) {
    const params = new URLSearchParams(this.#params);
    for (const [name, value] of Object.entries(changes)) {
      params.delete(name);
      [value ?? []].flat().forEach((one) => one !== "" && params.append(name, one));
    }
    return new Query(params);
  }

  /** Behind a path: empty, or with its `?`. */
  toString() {
    const text = this.#params.toString();
    return text && `?${text}`;
  }
}
