/** Shows an error of the SDK: what happened, what to do about it, and what to quote when asking for help. */

/** Reads an error, whatever was thrown, into the three things a reader needs. */
export function describe(error) {
  if (typeof error === 'string') return { message: error, hint: '', facts: '' };
  const { message, hint, kind, code, statusCode, RequestId } = error ?? {};
  const facts = [
    kind && `kind ${kind}`,
    code && code !== 'Error' && code !== message && code,
    statusCode && `status ${statusCode}`,
    RequestId && `request ${RequestId}`,
  ];
  return {
    message: message || code || 'Something went wrong, and no reason was given.',
    hint: hint ?? '',
    facts: facts.filter(Boolean).join(' · '),
  };
}

/** Puts a note about the error into `place`, or empties it when there is no error. */
export function showError(place, error, title = '') {
  place.replaceChildren();
  if (!error) return;
  const { message, hint, facts } = describe(error);
  const note = document.createElement('div');
  note.className = 'note';
  addLine(note, 'note-title', title);
  addLine(note, 'note-message', message);
  addLine(note, 'note-hint', hint);
  addLine(note, 'note-facts', facts);
  place.append(note);
}

/** The same, said at once by screen readers. For errors that answer what the user has just done. */
export function alertError(place, error, title) {
  place.setAttribute('role', 'alert');
  showError(place, error, title);
}

function addLine(note, className, text) {
  if (!text) return;
  const line = document.createElement('p');
  line.className = className;
  line.textContent = text;
  note.append(line);
}
