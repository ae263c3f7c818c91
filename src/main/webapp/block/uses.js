/** Who uses blocks: deployments as infrastructure or storage, notifications as the way out. */
import { html, nothing } from "lit-html";
import { deployments, notificationPolicies } from "../api.js";
import { sentence } from "../notification/sentence.js";

/** An API answers at most so many at a time; a server with more than this says so. */
const MOST = 200;

/** Uses of all blocks, by two calls. */
export async function readUses(signal) {
  const [some, policies] = await Promise.all([
    deployments.filter({ sort: "NAME_ASC", limit: MOST }, signal),
    notificationPolicies.filter({ limit: MOST }, signal),
  ]);
  return { deployments: some, policies, isWhole: some.length < MOST && policies.length < MOST };
}

/** Those of one block. */
export function usesOf(id, { deployments: all, policies, isWhole }) {
  return {
    deployments: all.filter((one) => one.infrastructure_document_id === id || one.storage_document_id === id),
    policies: policies.filter((one) => one.block_document_id === id),
    isWhole,
  };
}

/** As a number of each: `2 deployments, 1 notification`. */
export function usesInWords({ deployments: some, policies }) {
  const counted = (number, word) => (number ? `${number} ${word}${number === 1 ? "" : "s"}` : null);
  return [counted(some.length, "deployment"), counted(policies.length, "notification")].filter(Boolean).join(", ");
}

/** Each with the way to it. */
export function usesList({ deployments: some, policies, isWhole }) {
  return html`${some.length || policies.length
      ? html`<ul class="plain-list">${some.map((one) => html`<li><a href="deployments/deployment/${one.id}">${one.name}</a> <span class="quiet small">deployment</span></li>`)}
          ${policies.map((one) => html`<li><a href="notifications/edit/${one.id}">${sentence(one)}</a></li>`)}</ul>`
      : html`<p class="quiet">Nobody uses it.</p>`}
    ${isWhole ? nothing : html`<p class="quiet small">Of the first ${MOST} deployments and notifications.</p>`}`;
}
