import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { repeat } from "lit-html/directives/repeat.js";

/** As many rows as a page of the API has here. */
export const PAGE = 50;

/** More are not counted: the list says 10,000+. */
export const COUNTED = 10_001;

/** More are never drawn: then the filter has to say what is wanted. */
export const MOST = 1_000;

/**
 * A table of things with an `id`. Below 768 px each row is a block, whose cells are named by
 * `data-of`.
 *
 * @param columns each `{ name, kind, sort, cell }`: its head, a class, the value of `sort` it stands
 *     for, and what makes a cell of an item; the first names its row; `isPlain` of one whose name
 *     only readers need
 * @param items undefined before they are known
 * @param sort the order that is shown, and `onSort` to ask for another
 * @param picked the rows that are picked, where each has a box for that; `element/picked.js`
 */
export function table({ label, columns, items, stale, sort, onSort, href, picked }) {
  return html`<div class="scroll">
    <table class="fold" aria-label=${label} aria-busy=${stale ? "true" : "false"}>
      <thead>
        <tr>
          ${picked ? boxOfAll(picked, items) : nothing}
          ${columns.map((column) => head(column, sort, onSort))}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          items,
          (item) => item.id,
          (item) => html`<tr class=${picked?.has(item.id) ? "picked" : nothing} @click=${href && ((event) => open(event))}>
            ${picked ? boxOf(item, picked, items) : nothing}
            ${columns.map((column, i) =>
              i === 0
                ? html`<th scope="row" class=${column.kind ?? ""}>${column.cell(item)}</th>`
                : html`<td class=${column.kind ?? ""} data-of=${column.isPlain ? nothing : column.name.toLowerCase()}>${column.cell(item)}</td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function boxOfAll(picked, items) {
  const number = items.filter((item) => picked.has(item.id)).length;
  return html`<th scope="col" class="box"><label><input type="checkbox" aria-label="Pick all that are shown"
    .checked=${live(number > 0 && number === items.length)} .indeterminate=${number > 0 && number < items.length}
    @click=${() => picked.toggleShown(items)}></label></th>`;
}

function boxOf(item, picked, items) {
  return html`<td class="box"><label><input type="checkbox" data-key="x" aria-label=${`Pick ${item.name}`} .checked=${live(picked.has(item.id))}
    @click=${(event) => picked.toggle(item, items, event.shiftKey)}></label></td>`;
}

function head(column, sort, onSort) {
  if (!column.sort) {
    return html`<th scope="col" class=${column.kind ?? ""}>${column.isPlain ? html`<span class="sr">${column.name}</span>` : column.name}</th>`;
  }
  const [ascending, descending] = column.sort;
  const shown = sort === ascending ? "ascending" : sort === descending ? "descending" : "none";
  const next = sort === descending ? ascending : descending;
  return html`<th scope="col" class=${column.kind ?? ""} aria-sort=${shown}>
    <button type="button" class="sort" @click=${() => onSort(next ?? descending)}>${column.name}</button>
  </th>`;
}

/** The whole row leads where its name does; what is in it keeps its own clicks. */
function open(event) {
  if (event.target.closest("a, button, input, select, label") || getSelection().toString()) {
    return;
  }
  event.currentTarget.querySelector("th a")?.click();
}

/** Under a list: how many there are, and more of them. */
export function more({ shown, total, onMore }) {
  const of = total === undefined ? shown : total >= COUNTED ? `${(COUNTED - 1).toLocaleString()}+` : total.toLocaleString();
  const rest = total !== undefined && shown < total;
  return html`<p class="more">
    ${shown.toLocaleString()} of ${of}
    ${rest && shown < MOST
      ? html`<button type="button" class="button" @click=${onMore}>Load more</button>`
      : nothing}
    ${rest && shown >= MOST ? html`Narrow the filter to see the others.` : nothing}
  </p>`;
}

/** Quiet blocks of the final height while nothing is known yet. */
export function waiting(rows = 6) {
  return html`<div class="waiting" aria-hidden="true">${Array.from({ length: rows }, () => html`<i></i>`)}</div>`;
}
