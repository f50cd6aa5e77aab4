/** Files on their way to the service, one after the other. */
import { el, fill } from '../dom.js';
import { problem, Refused, send } from './ask.js';
import { given } from './given.js';
import { announce, size, t } from './words.js';

/**
 * @param {HTMLElement} place cards of files on their way stand first in it
 * @param {(upload: object, card: HTMLElement) => void} onSent replaces the card
 * @returns {(files: Iterable<File>, wishes: Record<string, string>) => void}
 */
export function createSender(place, onSent) {
  let line = Promise.resolve();
  return (files, wishes) => {
    for (const file of files) {
      const waiting = waitingCard(file, place);
      line = line.then(() => sendOne(file, wishes, waiting, onSent));
    }
  };
}

function waitingCard(file, place) {
  const bar = el('progress', { max: 100, value: 0, 'aria-label': file.name });
  const words = el('span', { class: 'progress-words' }, t('sending.queued'));
  const button = el('button', { type: 'button', class: 'office-small' }, t('cancel'));
  const body = el('div', { class: 'progress' }, bar, el('div', { class: 'progress-line' }, words, button));
  const card = el(
    'article',
    { class: 'card', 'aria-label': file.name },
    el('header', {}, el('h3', {}, file.name), el('span', { class: 'office-quiet' }, size(file.size))),
    body,
  );
  const waiting = { card, bar, words, body, isStopped: false, stop: () => {} };
  button.addEventListener('click', () => {
    waiting.isStopped = true;
    waiting.stop();
    card.remove();
    announce(t('cancelled', { name: file.name }));
    document.getElementById('files').focus();
  });
  place.prepend(card);
  return waiting;
}

async function sendOne(file, wishes, waiting, onSent) {
  if (waiting.isStopped) return;
  try {
    checkSize(file);
    announce(t('sending', { name: file.name, percent: 0 }));
    const upload = await send(file, wishes, {
      onProgress: (percent) => {
        waiting.bar.value = percent;
        waiting.words.textContent = t('sending', { name: file.name, percent });
      },
      onStart: (stop) => (waiting.stop = stop),
    });
    if (!upload) return;
    announce(t('sent', { name: file.name }));
    onSent(upload, waiting.card);
  } catch (error) {
    fill(waiting.body, problem(error));
  }
}

/** Told before anything is sent: a gigabyte is not sent to be refused. */
function checkSize(file) {
  if (file.size <= given.max_upload_bytes) return;
  const words = t('too_large', { name: file.name, size: size(file.size), most: size(given.max_upload_bytes) });
  const both = (text) => ({ zh: text, en: text });
  throw new Refused({ code: 'upload_too_large', message: both(words), hint: both(t('too_large.hint')) }, 400);
}
