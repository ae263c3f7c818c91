import { html } from "lit-html";
import { admin } from "../api.js";
import { waiting } from "../element/table.js";
import { isLive, keysAreOn, setKeys, setLive, setTheme, theme } from "../platform/settings.js";

const THEMES = [["light dark", "As the system"], ["light", "Light"], ["dark", "Dark"]];

/** What this browser was told, what server this is, and how it is set. */
export default class Settings {
  every = 0;

  #redraw;

  constructor({ redraw }) {
    this.#redraw = redraw;
  }

  async load(signal) {
    const [version, settings] = await Promise.all([admin.version(signal), admin.settings(signal)]);
    return { version, settings };
  }

  title() {
    return "Settings";
  }

  crumbs() {
    return ["Settings"];
  }

  render(data) {
    return html`<div class="head"><h1>Settings</h1></div>
      <section class="card pad" aria-labelledby="browser-title"><h2 id="browser-title">This browser</h2>
        <fieldset class="row wraps"><legend class="quiet small">Colours</legend>
          ${THEMES.map(([value, word]) => html`<label class="choice"><input type="radio" name="theme" .checked=${theme() === value} @change=${() => this.#chose(() => setTheme(value))}> ${word}</label>`)}</fieldset>
        <p><label class="choice"><input type="checkbox" .checked=${isLive()} @change=${() => this.#chose(() => setLive(!isLive()))}> Pages refresh by themselves</label></p>
        <p><label class="choice wraps"><input type="checkbox" .checked=${keysAreOn()} @change=${() => this.#chose(() => setKeys(!keysAreOn()))}> Single keys do something <span>(<kbd>?</kbd> shows which)</span></label></p>
        <p class="quiet small">The zone of all times is chosen at the top.</p></section>
      ${data ? server(data) : waiting()}`;
  }

  #chose(choose) {
    choose();
    this.#redraw();
  }
}

function server({ version, settings }) {
  return html`<section class="card pad" aria-labelledby="server-title"><h2 id="server-title">Server</h2>
      <dl class="list"><div><dt>Version of the API</dt><dd>${version}</dd></div>
      <div><dt>API</dt><dd><a href="docs/">Its operations</a></dd></div>
      <div><dt>Example</dt><dd><a href="try-it">Try it</a></dd></div></dl></section>
    <section class="card" aria-labelledby="settings-title"><div class="row pad"><h2 id="settings-title">Settings of the server</h2></div>
      <div class="scroll"><table class="fold" aria-label="Settings of the server"><thead><tr><th scope="col">Name</th><th scope="col">Value</th></tr></thead>
      <tbody>${Object.entries(settings).map(([name, value]) => html`<tr><th scope="row" class="code anywhere">${name}</th><td class="code anywhere">${value === null ? html`<span class="quiet">not set</span>` : typeof value === "object" ? JSON.stringify(value) : String(value)}</td></tr>`)}</tbody></table></div></section>`;
}
