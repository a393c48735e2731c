/** Plays one case with one SDK, in Node.js or in a page, and writes down all that a caller sees. */

import { copyOf, plain } from './plain.mjs';

/** Options that are functions of the caller's: what they are called with belongs to the outcome. */
const ASKED = ['getAuthorization', 'getSTS', 'Domain', 'CopySourceParser'];
/** Those that always answer the same may be asked again. */
const ASKED_AGAIN = ['Domain', 'CopySourceParser'];

function addQuestion(asked, name, questions) {
  const question = [name, ...questions.map((one) => plain(one))];
  const isAgain = ASKED_AGAIN.includes(name) && JSON.stringify(asked.at(-1)) === JSON.stringify(question);
  if (!isAgain) asked.push(question);
}

function watchedOptions(options, asked) {
  const watched = { ...options };
  for (const name of ASKED) {
    const given = options[name];
    if (typeof given !== 'function') continue;
    watched[name] = function (...questions) {
      addQuestion(asked, name, questions);
      return given.apply(this, questions);
    };
  }
  return watched;
}

/** The functions of the params that the case listens with. */
function listeners(names = [], outcome) {
  return Object.fromEntries(
    names.map((name) => [name, (...heard) => outcome.told.push([name, ...heard.map((one) => plain(one))])]),
  );
}

function functionOf(COS, cos, method) {
  const path = method.split('.');
  if (path[0] !== 'COS') return cos[method]?.bind(cos);
  return path.slice(1).reduce((inside, name) => inside?.[name], COS);
}

/** Calls, and writes down what comes back at once, now and later. */
function call(run, values, form, outcome, later) {
  let isReturned = false;
  const callback = (...heard) => {
    outcome.heard.push({ atOnce: !isReturned, values: heard.map((value) => plain(value, later)) });
  };
  try {
    const returned = form === 'callback' ? run(...values, callback) : run(...values);
    const isPromise = typeof returned?.then === 'function';
    outcome.returned = isPromise ? { $promise: true } : plain(returned, later);
    const settled = (how) => (value) => outcome.heard.push({ [how]: plain(value, later) });
    if (isPromise) returned.then(settled('kept'), settled('broken'));
  } catch (thrown) {
    outcome.thrown = plain(thrown, later);
  }
  isReturned = true;
}

/** Runs a story to its end; what it notes is told. */
async function playStory(COS, story, outcome, world) {
  let isOver = false;
  const note = (...seen) => outcome.told.push(seen.map((one) => plain(one)));
  const newCos = (options) => new COS(watchedOptions({ ...world.options, ...options }, outcome.asked));
  const told = story({ COS, newCos, note }).catch((thrown) => note('failed', thrown));
  told.then(() => (isOver = true));
  outcome.isSilent = !(await world.until(() => isOver)) || undefined;
  await world.rest();
  return outcome;
}

/**
 * Plays a case `{ method, params | values, options, listens }` in one form, 'callback' or 'promise'.
 *
 * `world` has the `options` that lead to the service; `until(isOver)`, which waits until then or until nothing more can
 * happen, and tells which; and `rest()`, which waits until late things have happened, too.
 */
export async function play(COS, { method, params, values, options, listens, story }, form, world) {
  const outcome = { heard: [], told: [], asked: [] };
  if (story) return playStory(COS, story, outcome, world);
  const later = [];
  const cos = new COS(watchedOptions({ ...world.options, ...options }, outcome.asked));
  const run = functionOf(COS, cos, method);
  if (!run) return { missing: true };
  const given = copyOf(values ?? (params === undefined ? [] : [params]));
  if (listens) Object.assign(given[0], listeners(listens, outcome));
  const before = JSON.stringify(plain(given));
  call(run, given, form, outcome, later);
  const isSettled = () => outcome.heard.length > 0 || outcome.thrown;
  const expectsMore = form === 'callback' || outcome.returned?.$promise;
  if (expectsMore && !outcome.thrown) outcome.isSilent = !(await world.until(isSettled)) || undefined;
  await world.rest();
  await Promise.all(later);
  outcome.wrote = JSON.stringify(plain(given)) !== before;
  return outcome;
}
