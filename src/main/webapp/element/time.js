/**
 * `<rg-time at="ISO">`: how long ago or ahead, or with `absolute` the time itself. Hover, focus and
 * tap show zone, UTC and the text of the API, with a button that copies it.
 */
import { html, render } from "lit-html";
import { say } from "../platform/say.js";
import { absolute, distance, onZone, whole } from "../platform/time.js";

/** Milliseconds between two looks at the clock; nobody is told of it. */
const TICK = 1_000;

const shown = new Set();

setInterval(() => {
  if (!document.hidden) {
    shown.forEach((one) => one.tick());
  }
}, TICK);
onZone(() => shown.forEach((one) => one.draw()));

class RgTime extends HTMLElement {
  static observedAttributes = ["at", "absolute"];

  connectedCallback() {
    shown.add(this);
    this.draw();
  }

  disconnectedCallback() {
    shown.delete(this);
  }

  attributeChangedCallback() {
    if (this.isConnected) {
      this.draw();
    }
  }

  /** Only what has changed is written. */
  tick() {
    if (!this.hasAttribute("absolute")) {
      this.draw();
    }
  }

  draw() {
    const at = this.getAttribute("at");
    const text = this.hasAttribute("absolute") ? absolute(at) : distance(at);
    if (this.drawn === text + at) {
      return;
    }
    this.drawn = text + at;
    render(
      html`<button type="button" class="time" title=${whole(at)} @click=${(event) => this.#tell(event)}>
        <time datetime=${at}>${text}</time>
      </button>`,
      this,
    );
  }

  async #tell(event) {
    event.stopPropagation();
    event.preventDefault();
    const at = this.getAttribute("at");
    const copied = await navigator.clipboard?.writeText(at).then(
      () => ", copied",
      () => "",
    );
    say(`${whole(at)}; ${at}${copied ?? ""}`);
  }
}

customElements.define("rg-time", RgTime);

/** A time as its distance from now; `none` where there is no time. */
export function ago(iso, none = "–") {
  return iso ? html`<rg-time at=${iso}></rg-time>` : html`<span class="quiet">${none}</span>`;
}

/** A time of the day, with the day where it is another. */
export function at(iso, none = "–") {
  return iso ? html`<rg-time at=${iso} absolute></rg-time>` : html`<span class="quiet">${none}</span>`;
}
