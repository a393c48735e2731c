/** Ends the current task, so that the page can paint and answer, and goes on in the next one. */
export function nextTurn() {
  return globalThis.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}
