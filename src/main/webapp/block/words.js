/** Words for types of blocks and what they can do; pure but for templates. */
import { html, nothing } from "lit-html";
import { own } from "../platform/words.js";

const CAPABILITIES = {
  notify: "sends notifications",
  "run-infrastructure": "runs flows",
  "get-directory": "reads directories",
  "put-directory": "writes directories",
  "read-path": "reads files",
  "write-path": "writes files",
};

/** What a block can do, by the name of the API; others say it themselves. */
export function capability(name) {
  return own(CAPABILITIES, name) ?? name.replaceAll("-", " ");
}

/** A type's picture: its first letters. */
export function mark(type) {
  const words = type.name.split(/[\s-]+/).filter(Boolean);
  const letters = words.length > 1 ? words[0][0] + words[1][0] : type.name.slice(0, 2);
  return html`<span class="mark calm" aria-hidden="true">${letters.toUpperCase()}</span>`;
}

/** A type's text with code between its fences; `name` is put in for that of a block. */
export function example(type, name = null) {
  if (!type.code_example) {
    return nothing;
  }
  const text = name ? type.code_example.replaceAll("BLOCK_NAME", name) : type.code_example;
  return text.split(/```\w*\n?/).map((part, i) => (part.trim() === "" ? nothing : i % 2 ? html`<pre tabindex="0">${part.trimEnd()}</pre>` : html`<p class="message">${part.trim()}</p>`));
}

/** The code of an example, without its fences. */
export function exampleCode(type, name) {
  const text = type.code_example.replaceAll("BLOCK_NAME", name);
  const parts = text.split(/```\w*\n?/);
  return parts.length > 1 ? parts.filter((_, i) => i % 2).join("\n").trimEnd() : text;
}

/** A link that leads out, if it is one that may. */
export function outward(url, word) {
  return /^https?:\/\//i.test(url ?? "") ? html`<a href=${url} target="_blank" rel="noopener noreferrer">${word}</a>` : nothing;
}
