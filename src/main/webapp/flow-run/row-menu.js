/** What one does with a run of a list, beside opening it. */
import { html, nothing, render } from "lit-html";
import { copy } from "../element/copy.js";

/** Opens beside the button that was pressed, which gets the focus back. */
export function openMenu(run, button) {
  const holder = document.createElement("div");
  document.body.append(holder);
  const address = new URL(`flow-runs/flow-run/${run.id}`, document.baseURI).href;
  const does = (action) => (event) => {
    event.target.closest("dialog").close();
    action?.();
  };
  render(
    html`<dialog class="card row-menu" aria-label=${`Actions of ${run.name}`} @close=${() => holder.remove()}
      @click=${(event) => event.target === event.currentTarget && event.target.close()}>
      <ul class="plain-list">
        ${run.deployment_id
          ? html`<li><a class="button bare" href="deployments/deployment/${run.deployment_id}/run?from=${run.id}" @click=${does()}>Run again …</a></li>`
          : nothing}
        <li><button type="button" class="button bare" @click=${does(() => copy(run.id))}>Copy id</button></li>
        <li><button type="button" class="button bare" @click=${does(() => copy(address))}>Copy link</button></li>
      </ul></dialog>`,
    holder,
  );
  const dialog = holder.firstElementChild;
  dialog.showModal();
  const { right, bottom } = button.getBoundingClientRect();
  const { width, height } = dialog.getBoundingClientRect();
  const left = Math.max(8, Math.min(right - width, innerWidth - width - 8));
  const top = Math.max(8, Math.min(bottom + 4, innerHeight - height - 8));
  Object.assign(dialog.style, { left: `${left}px`, top: `${top}px` });
}
