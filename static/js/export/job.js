/** The long tasks in the panel: a line for each, with its progress, and its file or its failure at the end. */
import { el, fill } from '../dom.js';
import { locale, pick, t, wordOf } from '../i18n.js';
import { icon } from '../ui/icons.js';
import { problem } from '../ui/load.js';
import { begin, dismiss, dismissFailure, isRunning, jobsNow, onJobs, stopJob, take } from './jobs.js';
import { jobFile } from './requests.js';

const KB = 1e3;
const MB = 1e6;

/**
 * @param {(words: string) => void} say
 * @returns {{element: HTMLElement, begin: typeof begin, stop: () => void}} stop: of the showing; the tasks go on
 */
export function createJobLines(say) {
  const list = el('ul', { class: 'export-jobs' });
  const said = el('div', { class: 'export-job' });
  const element = el('section', { class: 'export-work', 'aria-label': t('export.job') }, list, said);
  const lines = new Map();
  const lineOf = (job) => {
    if (!lines.has(job.id)) lines.set(job.id, createLine(job));
    return lines.get(job.id);
  };

  const show = () => {
    const { jobs, failure } = jobsNow();
    element.hidden = jobs.length === 0 && !failure;
    list.hidden = jobs.length === 0;
    said.hidden = !failure;
    fill(said, failure && [problem(failure), closeButton(t('notice.dismiss'), dismissFailure)]);
    const shown = new Set(jobs.map(({ id }) => id));
    for (const [id, line] of lines)
      if (!shown.has(id)) {
        line.element.remove();
        lines.delete(id);
      }
    for (const job of jobs) {
      const line = lineOf(job);
      line.show(job);
      if (line.element.parentNode !== list) list.append(line.element);
    }
  };
  const stop = onJobs(show, say);
  show();
  return { element, begin, stop };
}

function createLine({ id, title }) {
  const element = el('li', { class: 'export-job' });
  const bar = el('progress', { max: 100, value: 0, 'aria-label': title });
  const words = el('span', { class: 'export-job-words' });
  // Of several lines each button says which it is of.
  const named = (label) => `${label}${t('list.colon')}${title}`;
  const cancel = el(
    'button',
    { type: 'button', class: 'link-button', 'aria-label': named(t('load.cancel')), onclick: () => stopJob(id) },
    t('load.cancel'),
  );
  const close = closeButton(named(t('notice.dismiss')), () => dismiss(id));
  let shown = '';
  const show = (job) => {
    const now = isRunning(job) ? 'running' : job.state;
    if (isRunning(job)) showProgress(bar, words, job);
    if (shown === now) return;
    if (isRunning(job)) fill(element, el('strong', {}, title), bar, words, cancel);
    else fill(element, endOf(job), close);
    shown = now;
  };
  return { element, show };
}

const closeButton = (label, onclick) =>
  el('button', { type: 'button', class: 'icon-button', 'aria-label': label, onclick }, icon('close'));

function showProgress(bar, words, { percent = 0, step = '', state, has_worker: hasWorker }) {
  bar.value = percent;
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
    el('strong', {}, title),
    el(
      'a',
      {
        class: 'button export-take',
        href: jobFile(id),
        download: result?.file_name ?? '',
        onclick: () => take(id),
      },
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
