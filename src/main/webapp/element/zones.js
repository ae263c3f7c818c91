import { html } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { LOCAL, zone } from "../platform/time.js";
import { zonesFrom } from "../platform/zoned.js";

/** All zones as options: that of the page and the browser's first. */
export function zoneOptions(chosen) {
  return zonesFrom(zone(), LOCAL, chosen).map((name) => html`<option value=${name} .selected=${live(name === chosen)}>${name}</option>`);
}
