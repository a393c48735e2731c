/** Network trouble on wish: the local service breaks requests, so that one can watch an upload survive. */

const UPLOADS = { method: 'PUT' };

/** What can go wrong, as the service is told. */
const FAULTS = {
  slow: { match: UPLOADS, times: null, fault: { kind: 'slowUpload', bytesPerSecond: 512 * 1024 } },
  drops: { match: UPLOADS, times: 4, fault: { kind: 'dropDuring' } },
  busy: {
    match: UPLOADS,
    times: 4,
    fault: { kind: 'status', status: 503, code: 'SlowDown', message: 'Too many requests.', retryAfter: 1 },
  },
  keys: { match: UPLOADS, fault: { kind: 'expiredToken' } },
};

const EXPLAINED = {
  slow: 'Uploads go at 0.5 MB/s each until this is switched off.',
  drops: 'The next four connections break while they upload.',
  busy: 'The next four uploads are refused with SlowDown.',
  keys: 'The next upload is told that its temporary keys have expired.',
};

/** Lets a choice decide what goes wrong; `note` says what that means. */
export function watchTrouble(choice, note) {
  choice.addEventListener('change', async () => {
    const wish = choice.value;
    try {
      await ask('DELETE');
      if (FAULTS[wish]) await ask('POST', FAULTS[wish]);
      note.textContent = EXPLAINED[wish] ?? '';
    } catch (error) {
      note.textContent = `The service could not be told: ${error.message}`;
    }
  });
}

async function ask(method, fault) {
  const answer = await fetch('/_emulator/faults', { method, body: fault && JSON.stringify(fault) });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
}
