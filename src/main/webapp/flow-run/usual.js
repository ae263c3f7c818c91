/** How long runs took, against what is usual of their deployments. */
import { html, nothing } from "lit-html";
import { uiDeployments } from "../api.js";
import { part } from "../element/part.js";
import { duration } from "../platform/time.js";

/** Of so many deployments the API tells at a time. */
const AT_A_TIME = 200;

/** Learned once for each deployment, as it hardly changes while one looks at a list. */
export class Usual {
  #seconds = new Map();

  /** Deployments of these runs of which it is not known yet. */
  unknownOf(runs) {
    return [...new Set(runs.map((run) => run.deployment_id))].filter((id) => id && !this.#seconds.has(id)).slice(0, AT_A_TIME);
  }

  /** Learns it by one call; what cannot be read is only without it. */
  async learn(ids, signal) {
    if (ids.length) {
      const { value = [] } = await part(uiDeployments.latest({ deployment_ids: ids, runs: 1 }, signal));
      ids.forEach((id) => this.#seconds.set(id, null));
      value.forEach((one) => this.#seconds.set(one.id, one.usual_duration ?? null));
    }
  }

  /** What is usual of a deployment; null if that is not known. */
  secondsOf(id) {
    return this.#seconds.get(id) ?? null;
  }

  /** A thin bar as long as the run took, with a mark at what is usual. */
  bar(run) {
    const usual = this.#seconds.get(run.deployment_id);
    if (!run.start_time || !usual) {
      return nothing;
    }
    const { took, mark } = sharesOf(run.end_time ? run.total_run_time : run.estimated_run_time, usual);
    return html`<span class="against" title=${`usually ${duration(usual)}`} .style=${`--took:${took}%;--usual:${mark}%`}></span><span class="sr">, usually ${duration(usual)}</span>`;
  }
}

/** How long the bar is and where its mark is, in parts of a hundred; it grows until it is twice as long as is usual. */
export function sharesOf(seconds, usual) {
  const whole = Math.max(2 * usual, seconds);
  return { took: Math.round((100 * seconds) / whole), mark: Math.round((100 * usual) / whole) };
}
