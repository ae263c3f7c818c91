import { html, render } from "lit-html";

/**
 * Asks for one line before something is done.
 *
 * @param label what the line is
 * @param action the verb on the button
 * @param typed what has to be written, null for anything
 * @param isDangerous whether something is lost by it
 * @returns what was written, null if it is not to be done
 */
export function ask({ title, text, label, action, typed = null, isDangerous = false }) {
  const holder = document.createElement("div");
  document.body.append(holder);
  return new Promise((resolve) => {
    const close = ({ target }) => resolve(target.returnValue === "do" ? target.querySelector("form").elements.answer.value.trim() : null);
    const check = ({ target }) => target.setCustomValidity(typed && target.value.trim() !== typed ? `Type ${typed}` : "");
    render(
      html`<dialog class="card" aria-labelledby="ask-title" @close=${close}>
        <form method="dialog">
          <h2 id="ask-title">${title}</h2>
          <p>${text}</p>
          <label class="labelled"><span>${label}</span>
            <input name="answer" required autocomplete="off" autofocus @input=${check}></label>
          <div class="row"><span class="push"></span>
            <button class="button" value="" formnovalidate>Keep</button>
            <button class="button ${isDangerous ? "danger" : "first"}" value="do">${action}</button></div>
        </form>
      </dialog>`,
      holder,
    );
    holder.querySelector("input").setCustomValidity(typed ? `Type ${typed}` : "");
    holder.firstElementChild.showModal();
  }).finally(() => holder.remove());
}
