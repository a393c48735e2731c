/** Runs in the page before its own scripts: remembers what moved, and how long the main thread was blocked. */
export function observe() {
  const durations = [];
  const progress = {};
  window.observed = {
    progress,
    longestTask: () => Math.max(0, ...durations),
    forgetTasks: () => durations.splice(0),
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) durations.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  new MutationObserver((records) => {
    for (const { target } of records) {
      const row = target.closest('#tasks .task');
      if (row) (progress[row.dataset.key] ??= []).push(target.value);
    }
  }).observe(document, { subtree: true, attributeFilter: ['value'] });
}
