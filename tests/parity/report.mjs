/** The outcome of a run, for people and for programs. */

import { DIFFERENCES, documented, unmatchedIds } from './differences.mjs';

const LEAST_CASES = 4;
const SHOWN = 160;

const print = (line) => process.stdout.write(`${line}\n`);
const shown = (value) => (JSON.stringify(value) ?? 'absent').slice(0, SHOWN);
const nameOf = ({ method, name }) => `${method}: ${name}`;

/** The ids that a case shows, and those that it should. */
function judged({ one, plays }, isWhole) {
  const ids = [...new Set(plays.flatMap(({ ids }) => ids))];
  const unknown = plays.flatMap(({ place, form, unknown }) =>
    unknown.map((difference) => ({ place, form, ...difference })),
  );
  const stale = isWhole ? (one.differs ?? []).filter((id) => !ids.includes(id)) : [];
  return { one, ids, unknown, stale, isMissing: plays.some(({ isMissing }) => isMissing) };
}

/** What is wrong with the tables as a whole. */
function faultsOfTables(cases, methods) {
  const count = (method) => cases.filter(({ one }) => one.method === method).length;
  const shownIds = cases.flatMap(({ ids }) => ids);
  const names = cases.map(({ one }) => nameOf(one));
  return [
    ...unmatchedIds().map((id) => `${id} stands in docs/differences.md or in tests/parity/differences.mjs only`),
    ...DIFFERENCES.filter(({ id }) => !shownIds.includes(id)).map(
      ({ id }) => `${id} is documented, but no case shows it any more`,
    ),
    ...methods.filter((method) => count(method) < LEAST_CASES).map((method) => `${method} has ${count(method)} cases`),
    ...names.filter((name, place) => names.indexOf(name) < place).map((name) => `${name} is there twice`),
  ];
}

function printFailures(cases, faults) {
  for (const { one, unknown, stale, isMissing } of cases) {
    if (isMissing) {
      print(`missing   ${nameOf(one)}`);
      continue;
    }
    for (const id of stale) print(`stale     ${nameOf(one)}: ${id}`);
    for (const { place, form, at, theirs, ours } of unknown) {
      print(
        `different ${nameOf(one)} (${place}, ${form}) at ${at}\n          original ${shown(theirs)}\n          package  ${shown(ours)}`,
      );
    }
  }
  for (const fault of faults) print(`wrong     ${fault}`);
}

/** Prints; true when all is well. */
export function report(results, { isWhole, isPlayedEverywhere, isJson, methods }) {
  const cases = results.map((result) => judged(result, isPlayedEverywhere));
  const faults = isWhole ? faultsOfTables(cases, methods) : [];
  const isEqual = ({ unknown, stale, isMissing }) => !isMissing && unknown.length === 0 && stale.length === 0;
  const equal = cases.filter(isEqual).length;
  const played = new Set(cases.filter(({ isMissing }) => !isMissing).map(({ one }) => one.method));
  const differences = documented()
    .map(({ id, number }) => ({ id, number, cases: cases.filter(({ ids }) => ids.includes(id)).length }))
    .filter(({ cases }) => cases > 0);
  const figures = {
    methods: methods.filter((method) => played.has(method)).length,
    cases: cases.length,
    equal,
    differences,
  };
  if (isJson) {
    print(JSON.stringify({ ...figures, ...(faults.length > 0 && { faults }) }));
  } else {
    printFailures(cases, faults);
    for (const { id, number, cases } of differences) print(`${String(cases).padStart(5)} cases show ${id} (${number})`);
    print(`${figures.methods} methods, ${cases.length} cases, ${equal} equal`);
  }
  return equal === cases.length && faults.length === 0;
}
