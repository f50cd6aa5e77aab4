/** One file that was sent in: how far its import is, what it found, what it asks, and where it went. */
import { el, fill } from '../dom.js';
import { ask, problem } from './ask.js';
import { pageAddress } from './given.js';
import { questionForm } from './questions.js';
import { factList, messageList } from './report.js';
import { announce, moment, number, size, stepWords, t } from './words.js';

const POLL_MS = 1000;
/** A service that says nothing for so long is gone. */
const SILENCE_MS = 15_000;

/**
 * @param {object} upload
 * @param {{onChange: () => void}} told `onChange` when the list of layers may have changed
 * @returns {HTMLElement}
 */
export function uploadCard(upload, { onChange }) {
  const body = el('div', { class: 'card-body' });
  const state = el('span', {});
  const end = el('div', { class: 'card-end' });
  const card = el(
    'article',
    { class: 'card', 'aria-label': upload.name },
    el(
      'header',
      {},
      el('h3', {}, upload.name),
      state,
      el('span', { class: 'office-quiet' }, `${size(upload.size)} · ${upload.actor} · ${moment(upload.created)}`),
      end,
    ),
    body,
  );
  let isAnnounced = true;

  const show = (known) => {
    state.className = `tag tag-${known.state}`;
    state.textContent = t(`state.${known.state}`);
    fill(end, known.state !== 'waiting' && discardButton(known, card));
    if (known.state === 'waiting') {
      isAnnounced = false;
      follow(known);
      return;
    }
    fill(body, settled(known, again));
    const isCancelled = known.state === 'failed' && !known.report?.error;
    if (!isAnnounced) announce(t('job.done', { name: known.name, state: t(isCancelled ? 'job.cancelled' : `state.${known.state}`) }));
    if (!isAnnounced) onChange();
    isAnnounced = true;
  };

  const again = async (answers) => show(await ask(`/api/uploads/${upload.id}/answers`, { method: 'POST', body: answers }));

  const follow = async (known) => {
    const progress = jobProgress(known);
    fill(body, progress.element);
    try {
      let job = {};
      while (!['done', 'failed', 'cancelled'].includes(job.state)) {
        job = await patiently(`/api/jobs/${known.job}`, progress);
        progress.show(job);
        await pause();
        if (!card.isConnected) return;
      }
      const now = await patiently(`/api/uploads/${known.id}`, progress);
      // A job that was cancelled before it began, or that broke down, leaves its upload waiting.
      show(now.state === 'waiting' ? { ...now, state: 'failed', report: job.error ? { error: job.error } : null } : now);
    } catch (error) {
      fill(body, problem(error));
    }
  };

  /** Asks until there is an answer: the job goes on while the connection, or the service, is gone. */
  const patiently = async (path, progress) => {
    for (;;) {
      try {
        return await ask(path, { signal: AbortSignal.timeout(SILENCE_MS) });
      } catch (error) {
        if (!isGone(error)) throw error;
        progress.say(t('network.again'));
      }
      await pause();
    }
  };

  show(upload);
  return card;
}

const pause = () => new Promise((resolve) => setTimeout(resolve, POLL_MS));

/** No answer at all or half of one, or only that of a server before a service that is being started again. */
const isGone = ({ status }) => status < 300 || (status >= 502 && status <= 504);

/** What stands on the card while the job runs. */
function jobProgress(upload) {
  const bar = el('progress', { max: 100, 'aria-label': upload.name });
  const words = el('span', { class: 'progress-words' }, t('job.queued'));
  const button = el('button', { type: 'button', class: 'office-small' }, t('cancel'));
  let told = '';
  button.addEventListener('click', async () => {
    button.disabled = true;
    button.textContent = t('cancelling');
    // When it has ended meanwhile, the next look at the job says how.
    await ask(`/api/jobs/${upload.job}`, { method: 'DELETE' }).catch((error) => (words.textContent = error.message));
  });
  const show = ({ state, percent, step, rows }) => {
    if (state !== 'running') return;
    bar.value = percent;
    const rowWords = rows ? ` · ${t('job.rows', { count: rows })}` : '';
    words.textContent = `${number(percent)}% · ${stepWords(step)}${rowWords}`;
    if (step !== told) announce(t('job.progress', { name: upload.name, percent, step: stepWords(step) }));
    told = step;
  };
  const element = el('div', { class: 'progress' }, bar, el('div', { class: 'progress-line' }, words, button));
  return { element, show, say: (text) => (words.textContent = text) };
}

function settled(upload, again) {
  const report = upload.report ?? {};
  if (upload.state === 'failed') return failed(report.error, again);
  const address = `/office/layers/${encodeURIComponent(upload.layer)}?version=${upload.version}`;
  return [
    messageList(report.errors ?? [], 'errors'),
    report.questions?.length > 0 && questionForm(report.questions, again, upload.id),
    upload.state !== 'rejected' && factList(report),
    messageList(report.warnings ?? [], 'warnings'),
    upload.state === 'ready' && el('a', { class: 'office-button link-button', href: pageAddress(address) }, t('open')),
  ];
}

function failed(error, again) {
  const place = el('div', {});
  const retry = () => again({}).catch((refusal) => fill(place, problem(refusal)));
  return [
    !error && el('p', { class: 'office-quiet' }, t('job.cancelled')),
    error && messageList([{ ...error, features: [], feature_count: 0 }], 'errors'),
    place,
    el('button', { type: 'button', class: 'office-small', onclick: retry }, t('retry')),
  ];
}

function discardButton(upload, card) {
  const discard = async () => {
    try {
      await ask(`/api/uploads/${upload.id}`, { method: 'DELETE' });
      const next = card.nextElementSibling ?? card.previousElementSibling;
      card.dispatchEvent(new CustomEvent('discarded', { bubbles: true }));
      card.remove();
      (next?.querySelector('button, a') ?? document.getElementById('files')).focus();
    } catch (error) {
      card.append(problem(error));
    }
  };
  return el(
    'button',
    {
      type: 'button',
      class: 'office-small',
      'aria-label': t('discard.upload.named', { name: upload.name }),
      onclick: discard,
    },
    t('discard.upload'),
  );
}
