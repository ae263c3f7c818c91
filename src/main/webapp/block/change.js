/** What is sent of a block that was changed; pure. */
import { own } from "../platform/words.js";

/** Data as a form has it: what comes from another block is a reference to it. */
export function withReferences({ data, block_document_references: references }) {
  const links = Object.entries(references).map(([name, { block_document: to }]) => [name, { $ref: { block_document_id: to.id } }]);
  return { ...data, ...Object.fromEntries(links) };
}

/**
 * A change from one data to another. Where no name was taken away only what differs is sent, so that
 * secrets that are not shown are not sent either; else all is, and the server knows its stars.
 */
export function changeOf(before, after) {
  const isLess = Object.keys(before).some((name) => !Object.hasOwn(after, name));
  if (isLess) {
    return { data: after, merge_existing_data: false };
  }
  const different = Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(own(before, name)));
  return { data: Object.fromEntries(different), merge_existing_data: true };
}
