/** The frame around all pages: where one is, where one can go, what all of them share. */
import { html, nothing, render } from "lit-html";
import { now } from "./api.js";
import { icon } from "./element/icon.js";
import { Keys, SEARCH_KEY } from "./platform/keys.js";
import { Refresh } from "./platform/refresh.js";
import { BASE, routeOf, Router } from "./platform/router.js";
import { say } from "./platform/say.js";
import { applyTheme, isLive, nextTheme, onChoice, setLive, setTheme, theme } from "./platform/settings.js";
import { clock, LOCAL, onZone, setZone, whole, zone } from "./platform/time.js";
import "./element/time.js";

/** Seconds; a pause between tries doubles from here up to the other one. */
const FIRST_PAUSE = 5;
const LONGEST_PAUSE = 60;

const NAV = [
  ["", "home", "Dashboard"],
  ["flow-runs", "runs", "Runs"],
  ["deployments", "deployments", "Deployments"],
  ["schedule", "calendar", "Schedule"],
  ["work-queues", "queues", "Work queues"],
  ["agents", "agents", "Agents"],
  ["flows", "flows", "Flows"],
];

/** Below a heading of their own. */
const CONFIGURATION = [
  ["blocks", "blocks", "Blocks"],
  ["notifications", "bell", "Notifications"],
  ["concurrency-limits", "limits", "Task limits"],
  ["calendars", "days", "Business days"],
];

const SETTINGS = ["settings", "settings", "Settings"];

/** Not beside the others, as few need it twice. */
const TRY_IT = ["try-it", "play", "Try it"];

const THEME_WORDS = { "light dark": "as the system", light: "light", dark: "dark" };
const THEME_ICONS = { "light dark": "moon", light: "sun", dark: "moon" };

const main = document.getElementById("main");
const favicon = document.getElementById("favicon");
const PICTURE = favicon.href;
const [problemLine, againLine] = document.getElementById("problem").children;

const router = new Router(show);

let current;
let sideOpen = false;
let zonesAreWanted = false;

/** The page of an address. */
async function show(route, query, how) {
  if (how.same && current?.page?.changed) {
    current.page.changed(query);
    current.stale = true;
    current.draw();
    current.refresh.now();
    return;
  }
  current?.leave();
  const mine = new Shown(how);
  current = mine;
  sideOpen = false;
  drawSide(route);
  const Page = await pageOf(route);
  if (current === mine) {
    mine.start(Page, route, query);
  }
}

async function pageOf(route) {
  try {
    return (await import(route ? `./${route.page}` : "./platform/missing.js")).default;
  } catch (failure) {
    // its file is another by now, or out of reach
    return (await import("./platform/outdated.js")).default;
  }
}

/** A page that is shown. */
class Shown {
  #leaving = new AbortController();
  #how;
  #isFirst = true;
  #pause = FIRST_PAUSE;
  stale = false;
  data;
  problem = null;
  /** When the data came, by the server's clock. */
  #asOf;

  constructor(how) {
    this.#how = how;
    this.refresh = new Refresh(() => this.#load());
  }

  start(Page, route, query) {
    const params = route?.params ?? {};
    this.page = new Page({ params, query, router, redraw: () => this.draw(), reload: () => this.refresh.now() });
    this.draw();
    this.refresh.now();
  }

  leave() {
    this.#leaving.abort();
    this.refresh.stop();
  }

  async #load() {
    try {
      this.data = await this.page.load(this.#leaving.signal);
      this.#asOf = now();
      this.problem = null;
      this.stale = false;
      this.#pause = FIRST_PAUSE;
    } catch (problem) {
      if (this.#leaving.signal.aborted) {
        return null;
      }
      this.problem = problem;
    }
    const pause = this.#untilNext();
    this.refresh.due = pause === null ? null : Date.now() + pause * 1000;
    this.draw();
    return pause;
  }

  #untilNext() {
    const every = this.page.every ?? FIRST_PAUSE;
    if (!this.problem || this.isGone) {
      return isLive() && every > 0 && !this.isGone ? every : null;
    }
    const pause = this.problem.retryAfter ?? this.#pause;
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause * 2);
    return pause;
  }

  /** What the address means is not there, or not any more; a page that is about no such thing has no words for it. */
  get isGone() {
    return this.page.missing !== undefined && (this.problem?.status === 404 || this.problem?.status === 422);
  }

  draw() {
    if (current !== this || !this.page) {
      return;
    }
    const lost = this.isGone && this.data === undefined;
    render(lost ? gone(this.page, this.problem) : this.page.render(this.data, this), main);
    this.page.drawn?.();
    this.#sayProblem(lost);
    const title = lost ? "Not found" : this.page.title(this.data);
    document.title = title ? `${title} · Rigel` : "Rigel";
    showPicture(lost ? null : this.page.picture?.(this.data));
    drawTop();
    if (this.#isFirst && (this.data !== undefined || this.problem)) {
      this.#isFirst = false;
      this.#arrive();
    }
  }

  /** A reader who came by a link is told of the new page; one who came back finds his place. */
  #arrive() {
    if (this.#how.back) {
      scrollTo(0, this.#how.y);
    } else if (!this.#how.first) {
      scrollTo(0, 0);
      const heading = main.querySelector("h1");
      heading?.setAttribute("tabindex", "-1");
      heading?.focus({ preventScroll: true });
    }
  }

  #sayProblem(lost) {
    let text = "";
    if (this.problem && !lost) {
      text = this.isGone ? "This does not exist any more; shown is what it was." : `${this.problem.message}.${this.#asOf ? ` Shown is what it said at ${clock(this.#asOf)}.` : ""}`;
    }
    // an alert is read out whenever it is written, so it is written only when it changes
    if (problemLine.textContent !== text) {
      problemLine.textContent = text;
    }
    this.sayNextTry(text !== "" && !this.isGone);
  }

  /** Beside the alert, so that nobody hears the seconds go by. */
  sayNextTry(isLost) {
    const seconds = Math.max(0, Math.ceil((this.refresh.due - Date.now()) / 1000));
    render(
      isLost
        ? html`<span aria-hidden="true">Next try in ${seconds} s.</span>
            <button type="button" class="button" @click=${() => this.refresh.now()}>Try now</button>`
        : nothing,
      againLine,
    );
  }

  /** The clock has gone on. */
  tick() {
    if (this.problem && !this.isGone && problemLine.textContent) {
      this.sayNextTry(true);
    }
  }
}

/** In the browser's tab: that of the page, if it has one. */
function showPicture(address) {
  const href = address || PICTURE;
  if (favicon.href !== href) {
    favicon.href = href;
  }
}

function gone(page, problem) {
  return html`<div class="head"><h1>Not found</h1></div>
    <section class="card pad"><p>${page.missing}</p>
    <p class="quiet">${problem.message}</p>
    <p><a href="flow-runs">All runs</a> · <a href="deployments">All deployments</a> · <a href="work-queues">All work queues</a></p></section>`;
}

function drawSide(route) {
  const item = ([path, shape, name]) =>
    html`<a class="item" href=${path || BASE.pathname} aria-current=${route?.nav === path ? "page" : nothing}>${icon(shape)}${name}</a>`;
  const side = document.getElementById("side");
  side.classList.toggle("open", sideOpen);
  render(
    html`<a class="brand" href=${BASE.pathname}><img src=${new URL("icon.svg", import.meta.url).href} alt="">Rigel</a>
      ${NAV.map(item)}
      <h2>Configuration</h2>
      ${CONFIGURATION.map(item)}
      <div class="foot">
        ${item(SETTINGS)}
        <a class="item" href="docs/">${icon("blocks")}API</a>
      </div>`,
    side,
  );
}

/** What is above the page, then the page itself; what has no name, or none yet, is left out. */
function trail(parts) {
  const named = parts.map((part) => (Array.isArray(part) ? part : [null, part])).filter(([, name]) => name);
  return named.map(([path, name], i) => html`${i ? html`<span aria-hidden="true">/</span>` : nothing}${path === null ? html`<b>${name}</b>` : html`<a href=${path}>${name}</a>`}`);
}

function drawTop() {
  const live = isLive();
  render(
    html`<button class="button bare only menu" aria-label="Pages" aria-expanded=${sideOpen} @click=${toggleSide}>${icon("menu")}</button>
      <nav class="crumbs" aria-label="You are here">${trail(current?.page?.crumbs?.(current.data) ?? [])}</nav>
      <span class="push"></span>
      <button class="find" aria-label="Search" title=${`Search (${SEARCH_KEY})`} @click=${search}>${icon("search")}<span>Search</span><kbd aria-hidden="true">${SEARCH_KEY}</kbd></button>
      <button class="button bare live" role="switch" aria-checked=${live} @click=${() => setLive(!live)}>${live ? "Live" : "Paused"}</button>
      <label class="zone"><span class="sr">Zone of all times</span>
        <select title=${whole(new Date().toISOString())} @pointerdown=${fillZones} @focus=${fillZones} @change=${(event) => setZone(event.target.value)}>
          ${zones().map((name) => html`<option value=${name} ?selected=${name === zone()}>${name === LOCAL ? `${name} (this browser)` : name}</option>`)}
        </select></label>
      <button class="button bare only" aria-label=${`Colours: ${THEME_WORDS[theme()]}`} title=${`Colours: ${THEME_WORDS[theme()]}`}
        @click=${() => setTheme(nextTheme())}>${icon(THEME_ICONS[theme()])}</button>`,
    document.getElementById("top"),
  );
}

/** The browser's, UTC, then all the others once somebody turns to them: they are more than all else of a page. */
function zones() {
  return [...new Set([LOCAL, "UTC", zone(), ...(zonesAreWanted ? Intl.supportedValuesOf("timeZone") : [])])];
}

function fillZones() {
  if (!zonesAreWanted) {
    zonesAreWanted = true;
    drawTop();
  }
}

/** Its module is read when somebody looks for something. */
async function search() {
  const palette = await import("./platform/palette.js").catch(() => null);
  if (palette === null) {
    say("The server does not give the search; load the page anew.");
    return;
  }
  palette.open({
    router,
    pages: [...NAV, ...CONFIGURATION, SETTINGS, TRY_IT],
    commands: () => current.page?.commands?.(current.data) ?? [],
    reload: () => current.refresh.now(),
  });
}

function toggleSide() {
  sideOpen = !sideOpen;
  document.getElementById("side").classList.toggle("open", sideOpen);
  drawTop();
}

applyTheme();
setInterval(() => current?.tick(), 1_000);
document.querySelector("a.skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});

onChoice(() => {
  drawTop();
  current?.refresh.now();
});
onZone(() => {
  drawTop();
  current?.draw();
});
new Keys(router, (path) => routeOf(path) !== null, search);
router.start();
