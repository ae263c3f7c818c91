import { changeOf, withReferences } from "../block/change.js";
import { equal } from "./equal.js";

const STARS = "********";

export default {
  "only what differs is sent, so that no stars are": () => {
    equal(changeOf({ url: STARS, port: 25 }, { url: STARS, port: 26 }), { data: { port: 26 }, merge_existing_data: true });
    equal(changeOf({ url: STARS }, { url: STARS }), { data: {}, merge_existing_data: true });
  },
  "where a name is taken away all is sent, and the server knows its stars": () => {
    equal(changeOf({ url: STARS, port: 25 }, { url: STARS }), { data: { url: STARS }, merge_existing_data: false });
  },
  "what comes from another block is a reference to it": () => {
    const document = { data: { bucket: "b", keys: { secret: STARS } }, block_document_references: { keys: { block_document: { id: "7" } } } };
    equal(withReferences(document), { bucket: "b", keys: { $ref: { block_document_id: "7" } } });
  },
};
