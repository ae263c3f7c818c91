import { html } from "lit-html";
import { admin } from "../api.js";
import { waiting } from "../element/table.js";

/** What server this is, and how it is set. */
export default class Settings {
  every = 0;

  async load(signal) {
    const [version, settings] = await Promise.all([admin.version(signal), admin.settings(signal)]);
    return { version, settings };
  }

  title() {
    return "Settings";
  }

  crumbs() {
    return html`<b>Settings</b>`;
  }

  render(data) {
    return html`<div class="head"><h1>Settings</h1></div>
      ${data
        ? html`<section class="card pad" aria-labelledby="server-title"><h2 id="server-title">Server</h2>
            <dl class="list"><div><dt>Version of the API</dt><dd>${data.version}</dd></div>
            <div><dt>API</dt><dd><a href="docs/">its operations</a></dd></div></dl></section>
          <section class="card pad" aria-labelledby="settings-title"><h2 id="settings-title">All settings</h2>
            <pre tabindex="0">${JSON.stringify(data.settings, null, 2)}</pre></section>`
        : waiting()}`;
  }
}
