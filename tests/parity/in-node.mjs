/** A worker that plays cases in Node.js, because the clock and the timers of its thread are its own. */

import { parentPort, workerData } from 'node:worker_threads';

import cases from './cases/all.mjs';
import { loadBoth, newWorld } from './node.mjs';
import { play } from './player.mjs';
import { answerOf } from './service.mjs';
import { compare } from './verdict.mjs';

const FORMS = ['callback', 'promise'];

function answersOf({ answer, usual }) {
  const given = answer ?? usual;
  return given === undefined ? undefined : [given].flat().map(answerOf);
}

async function playWith(COS, one, form) {
  const world = newWorld(answersOf(one));
  const outcome = await play(COS, one, form, world);
  return { ...outcome, requests: await world.finish() };
}

async function playAll({ packageFolder, numbers }) {
  const { original, ours } = await loadBoth(packageFolder);
  const plays = [];
  for (const number of numbers) {
    const one = cases[number];
    for (const form of one.forms ?? FORMS) {
      const compared = compare(one, await playWith(original, one, form), await playWith(ours, one, form));
      plays.push({ number, place: 'Node.js', form, ...compared });
    }
  }
  return plays;
}

// Nothing is uncaught in this thread, because what the SDKs leave uncaught is part of the outcome.
parentPort.postMessage(await playAll(workerData).catch((error) => ({ failure: error.stack })));
