/** What a notification policy does, in words; pure. */

/** `When a run with tag prod enters Failed or Crashed`, without whom it tells. */
export function sentence({ state_names: states, tags }) {
  const of = tags.length ? ` with ${tags.length > 1 ? "one of the tags" : "the tag"} ${listed(tags, "or")}` : "";
  return `When a run${of} enters ${states.length ? listed(states, "or") : "any state"}`;
}

function listed(words, last) {
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}` : words[0];
}
