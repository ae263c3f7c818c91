import { html, nothing } from "lit-html";

/** The queues that an agent serves, the most important first; those by a part of their name behind them. */
export function queuesOf({ queues, prefixes, is_native: isNative }) {
  if (queues.length + prefixes.length === 0) {
    return html`<span class="quiet">${isNative ? "none: a server, with runs of its own" : "none yet"}</span>`;
  }
  return html`<span class="chips">${queues.map(
      (name) => html`<a class="chip" href="work-queues/name/${encodeURIComponent(name)}">${name}</a>`,
    )}${prefixes.map((prefix) => html`<span class="chip" title="All queues whose name begins so">${prefix}…</span>`)}</span>`;
}

/** How many runs it has in hand, of how many it takes. */
export function inHand({ is_native: isNative, flow_run_ids: runs }) {
  return isNative ? runs.length : null;
}

/** Where it runs, as far as it has told. */
export function place({ host, pid }) {
  return host ? html`${host}${pid === null ? nothing : html`, process ${pid}`}` : nothing;
}
