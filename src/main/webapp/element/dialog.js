import { html, render } from "lit-html";

/**
 * Asks before something that cannot be taken back. The safe answer has the focus.
 *
 * @param action the verb on the button, such as `Delete queue`
 * @param safe the word on the other one
 * @param isDangerous whether something is lost by it
 * @returns whether it is to be done
 */
export function confirm({ title, text, action, safe = "Keep", isDangerous = true }) {
  const holder = document.createElement("div");
  document.body.append(holder);
  return new Promise((resolve) => {
    render(
      html`<dialog class="card" aria-labelledby="dialog-title" @close=${(event) => resolve(event.target.returnValue === "do")}>
        <form method="dialog">
          <h2 id="dialog-title">${title}</h2>
          <p>${text}</p>
          <div class="row"><span class="push"></span>
            <button class="button" value="" autofocus>${safe}</button>
            <button class="button ${isDangerous ? "danger" : "first"}" value="do">${action}</button></div>
        </form>
      </dialog>`,
      holder,
    );
    holder.firstElementChild.showModal();
  }).finally(() => holder.remove());
}
