/**
 * The one long task of this window, a book or a report: followed also while the panel is closed, and found again after
 * the page was loaded anew.
 */
import { el, fill } from '../dom.js';
import { locale, pick, t, wordOf } from '../i18n.js';
import { announce } from '../ui/announce.js';
import { icon } from '../ui/icons.js';
import { problem } from '../ui/load.js';
import { cancelJob, getJob, jobFile, startJob } from './requests.js';

const POLL_MS = 1000;
const KEY = 'atlas.export.job';
const RUNNING = ['waiting', 'queued', 'running'];
const KB = 1e3;
const MB = 1e6;

const target = new EventTarget();
let known = null;
let failure = null;
let isFollowing = false;
let isShown = false;

const tell = () => target.dispatchEvent(new Event('change'));

/** @param {() => void} listener @returns {() => void} stops the listening */
function onJob(listener) {
  target.addEventListener('change', listener);
  return () => target.removeEventListener('change', listener);
}

const isRunning = () => Boolean(known) && RUNNING.includes(known.state);

function remember() {
  try {
    if (known) sessionStorage.setItem(KEY, JSON.stringify({ id: known.id, title: known.title }));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Storage is a convenience: without it the task is followed until the page is closed.
  }
}

function recalled() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/**
 * @param {object} wish kind, values and options of the task
 * @param {string} title
 */
async function begin(wish, title) {
  failure = null;
  try {
    known = { ...(await startJob(wish)), title };
    remember();
    follow();
  } catch (error) {
    known = null;
    failure = error;
  }
  tell();
}

async function follow() {
  if (isFollowing) return;
  isFollowing = true;
  while (isRunning()) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const { id, title } = known ?? {};
    if (!id) break;
    try {
      const now = await getJob(id);
      if (known?.id === id) known = { ...now, title };
      failure = null;
    } catch (error) {
      failure = error;
      // Without a network it is asked again; a task that the server does not know is over.
      if (error.status) forget();
    }
    tell();
  }
  isFollowing = false;
  // In the panel its line says so.
  if (known?.state === 'done' && !isShown) announce(readyWords(known));
}

const readyWords = ({ result, title }) => t('export.ready', { name: result?.file_name ?? title });

function forget() {
  known = null;
  remember();
  tell();
}

async function stopIt() {
  try {
    await cancelJob(known.id);
  } catch (error) {
    // When it has ended meanwhile, the next look at it says how.
    if (!error.status) failure = error;
  }
  tell();
}

/**
 * @param {(words: string) => void} say
 * @returns {{element: HTMLElement, begin: typeof begin, stop: () => void}} stop: of the showing; the task goes on
 */
export function createJobLine(say) {
  const element = el('section', { class: 'export-job', 'aria-label': t('export.job') });
  const bar = el('progress', { max: 100, value: 0 });
  const words = el('span', { class: 'export-job-words' });
  const cancel = el('button', { type: 'button', class: 'link-button', onclick: () => stopIt() }, t('load.cancel'));
  const close = el(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': t('notice.dismiss'), onclick: () => dismiss() },
    icon('close'),
  );
  let shown = '';

  const show = () => {
    element.hidden = !known && !failure;
    const now = known ? `${known.id} ${known.state}` : '';
    if (isRunning()) {
      showProgress(bar, words, known);
      if (shown !== now) fill(element, el('strong', {}, known.title), bar, words, cancel);
    } else fill(element, failure && !known ? problem(failure) : known && endOf(known), close);
    if (known?.state === 'done' && shown !== now) say(readyWords(known));
    shown = now;
  };
  const dismiss = () => {
    failure = null;
    forget();
  };
  const stop = onJob(show);
  const before = recalled();
  if (!known && before?.id) {
    known = { ...before, state: 'running', percent: 0 };
    follow();
  }
  isShown = true;
  show();
  const leave = () => {
    isShown = false;
    stop();
  };
  return { element, begin, stop: leave };
}

function showProgress(bar, words, { percent = 0, step = '', state, title, has_worker: hasWorker }) {
  bar.value = percent;
  bar.setAttribute('aria-label', title);
  const isWaiting = state !== 'running';
  const now = isWaiting ? t(hasWorker === false ? 'export.job.noWorker' : 'export.job.waiting') : stepWords(step);
  words.textContent = [isWaiting ? '' : `${percent}%`, now].filter(Boolean).join(' · ');
}

/** A word of ours such as `pages`, or both languages in one line: the half in this one. */
function stepWords(step) {
  const [zh, en] = wordOf('export.step', step).split(' / ');
  return pick({ zh, en });
}

function endOf({ id, title, state, result, error }) {
  if (state === 'failed')
    return el(
      'div',
      { class: 'problem', role: 'alert' },
      el('p', { class: 'problem-message' }, pick(error?.message) || t('export.job.failed', { title })),
      pick(error?.hint) && el('p', { class: 'problem-hint' }, pick(error?.hint)),
    );
  if (state !== 'done') return el('p', { class: 'note' }, t('export.job.cancelled', { title }));
  const facts = [
    result?.pages && t('export.job.pages', { count: result.pages }),
    result?.size_bytes && sizeWords(result.size_bytes),
  ].filter(Boolean);
  return el(
    'div',
    {},
    el(
      'a',
      { class: 'button export-take', href: jobFile(id), download: result?.file_name ?? '' },
      icon('download'),
      t('export.job.take', { name: result?.file_name ?? title }),
    ),
    facts.length > 0 && el('p', { class: 'note' }, facts.join(' · ')),
  );
}

function sizeWords(bytes) {
  const number = (value, digits) => value.toLocaleString(locale(), { maximumFractionDigits: digits });
  return bytes < MB ? `${number(bytes / KB, 0)} KB` : `${number(bytes / MB, 1)} MB`;
}
