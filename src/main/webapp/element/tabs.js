import { html, nothing } from "lit-html";

/**
 * Links to the parts of a page, of which one is shown: `tab` of the address, none for the first.
 *
 * @param all words by name
 * @param numbers how many are in it, by name, where that is known
 */
export function tabs({ all, chosen, query, router, numbers = {} }) {
  const [usual] = Object.keys(all);
  const to = (name) => query.with({ tab: name === usual ? null : name });
  return html`<nav class="tabs" aria-label="Parts of this page">${Object.entries(all).map(
    ([name, word]) => html`<a href=${`${location.pathname}${to(name)}`} aria-current=${name === chosen ? "true" : nothing}
      @click=${(event) => {
        event.preventDefault();
        router.query(to(name));
      }}>${word}${numbers[name] ? html`<span class="n">${numbers[name].toLocaleString()}</span>` : nothing}</a>`,
  )}</nav>`;
}
