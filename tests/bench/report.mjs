/** What the plays of a case amount to, and how that is shown. */

const MIB = 1 << 20;

function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

const rounded = (value, places) => (value === undefined ? null : Number(value.toFixed(places)));
const medianOf = (plays, read) => (plays.length > 0 ? median(plays.map(read)) : undefined);
const mostOf = (plays, read) => (plays.length > 0 ? Math.max(...plays.map(read)) : undefined);

/** A case in figures: medians of the times, the largest of the memories. */
export function figuresOf({ name, goal = {} }, { ours, original }, longest) {
  const [mine, theirs] = [ours, original].map((plays) => medianOf(plays, ({ took }) => took));
  const ratio = theirs && theirs / mine;
  const heap = (plays) => rounded(mostOf(plays, (play) => play.heap / MIB), 1);
  return {
    name,
    ours: rounded(mine, 2),
    original: rounded(theirs, 2),
    ratio: rounded(ratio, 2),
    longest_task_ms: rounded(longest.ours, 1),
    original_longest_task_ms: rounded(longest.original, 1),
    heap_mib: heap(ours),
    original_heap_mib: heap(original),
    wasm_mib: rounded(mostOf(ours, (play) => play.wasm / MIB), 1),
    goal: goal.ratio ? `${goal.ratio}x` : goal.ours ? `${Math.round(goal.ours)} ms` : '',
    is_met: !(ratio < goal.ratio) && !(mine > goal.ours),
  };
}

const COLUMNS = [
  ['case', 49, ({ name }) => name],
  ['ours', 9, ({ ours }) => ours.toFixed(ours < 100 ? 1 : 0)],
  ['original', 9, ({ original }) => original?.toFixed(original < 100 ? 1 : 0) ?? ''],
  ['ratio', 7, ({ ratio }) => ratio?.toFixed(2) ?? ''],
  ['goal', 8, ({ goal, is_met: isMet }) => goal + (isMet ? '' : '!')],
  ['task', 7, (figures) => figures.longest_task_ms.toFixed(0)],
  ['(orig.)', 8, (figures) => figures.original_longest_task_ms?.toFixed(0) ?? ''],
  ['heap', 7, (figures) => figures.heap_mib.toFixed(0)],
  ['(orig.)', 8, (figures) => figures.original_heap_mib?.toFixed(0) ?? ''],
  ['wasm', 6, (figures) => figures.wasm_mib.toFixed(1)],
];

const row = (cells) =>
  cells.map((cell, place) => (place ? cell.padStart(COLUMNS[place][1]) : cell.padEnd(COLUMNS[0][1]))).join('');

export const head = () =>
  `milliseconds (case, longest main-thread task) and MiB\n${row(COLUMNS.map(([title]) => title))}`;

export const line = (figures) => row(COLUMNS.map(([, , read]) => read(figures)));
