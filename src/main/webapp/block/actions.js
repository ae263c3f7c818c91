import { blockDocuments } from "../api.js";
import { act } from "../element/act.js";
import { confirm } from "../platform/say.js";
import { usesInWords } from "./uses.js";

/** Asks, says who uses it, and deletes. */
export async function remove(document, uses) {
  const words = usesInWords(uses);
  const sure = await confirm({
    title: `Delete block ${document.name}?`,
    text: `${words ? `Used by ${words}. What needs it is deleted with it, the runs of such deployments as well.` : "Nobody is known to use it."} This cannot be taken back.`,
    action: "Delete block",
  });
  return sure && act(() => blockDocuments.remove(document.id), `Block ${document.name} is deleted.`);
}
