/**
 * Shows one row per item in a section's table, or the section's word for none. What has not changed
 * is left alone, so that focus and selection survive a refresh.
 *
 * @param items each with an `id`
 * @param cellsOf makes the cells of an item's row
 */
export function showRows(section, items, cellsOf) {
  section.querySelector("table").hidden = items.length === 0;
  section.querySelector(".empty").hidden = items.length > 0;
  const body = section.querySelector("tbody");
  const ids = new Set(items.map((item) => item.id));
  [...body.rows].filter((row) => !ids.has(row.dataset.id)).forEach((row) => row.remove());
  const kept = new Map([...body.rows].map((row) => [row.dataset.id, row]));
  items.forEach((item, place) => {
    const row = kept.get(item.id) ?? newRow(item.id);
    if (body.rows[place] !== row) {
      body.insertBefore(row, body.rows[place] ?? null);
    }
    fill(row, cellsOf(item));
  });
}

/** The cell that names its row. */
export function heading(text) {
  const th = element("th", "", text);
  th.scope = "row";
  return th;
}

/** A cell of text or of elements. */
export function cell(kind, ...content) {
  return element("td", kind, ...content);
}

/** A word on a coloured ground; the word alone says everything. */
export function badge(tone, text) {
  return element("span", `badge ${tone}`, text);
}

/** An element with a class and content. */
export function element(tag, kind, ...content) {
  const made = document.createElement(tag);
  made.className = kind;
  made.append(...content);
  return made;
}

function newRow(id) {
  const row = document.createElement("tr");
  row.dataset.id = id;
  return row;
}

function fill(row, cells) {
  cells.forEach((wanted, place) => {
    const shown = row.cells[place];
    if (!shown) {
      row.append(wanted);
    } else if (!shown.isEqualNode(wanted)) {
      shown.replaceWith(wanted);
    }
  });
}
