/** A list whose rows are kept by key: rows that stay are neither rebuilt nor moved. */

/**
 * Makes `list` show exactly `rows`, in this order.
 *
 * One row that changes its place costs one move. The focus stays where it was; when its row has
 * gone, it goes to the heading that names the list.
 */
export function arrange(list, rows) {
  const focused = document.activeElement;
  const wanted = new Set(rows);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  placeInOrder(list, rows);
  keepFocus(list, focused);
}

function placeInOrder(list, rows) {
  let cursor = list.firstElementChild;
  for (const row of rows) {
    if (cursor && cursor !== row && cursor.nextElementSibling === row) {
      const displaced = cursor;
      cursor = row;
      displaced.remove();
    }
    if (cursor === row) cursor = row.nextElementSibling;
    else list.insertBefore(row, cursor);
  }
}

function keepFocus(list, focused) {
  if (focused === document.activeElement || document.activeElement !== document.body) return;
  const heading = document.getElementById(list.getAttribute('aria-labelledby'));
  const target = list.contains(focused) ? focused : heading;
  target?.focus({ preventScroll: true });
}

/** Hides or shows a control; a control that is hidden under the user's focus hands it to its row. */
export function setHidden(control, hidden) {
  if (control.hidden === hidden) return;
  if (hidden && control === document.activeElement) control.closest('.row')?.focus({ preventScroll: true });
  control.hidden = hidden;
}

/** Writes a text only when it differs, so that an unchanged row costs no layout. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Writes an attribute only when it differs. */
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
