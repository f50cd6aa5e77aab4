/**
 * One way for every part to wait for the server: a skeleton after 150 ms (css), a word and a cancel button after 2 s,
 * and an error that says what happened and what to do, standing where the action was.
 */
import { RequestError, cancel, isAborted } from '../api.js';
import { el, fill } from '../dom.js';
import { hasMessage, pick, t } from '../i18n.js';

const SLOW_MS = 2000;

/**
 * Fetches, then draws into the element. What an older call brings after a newer one began is dropped.
 * @template Answer
 * @param {HTMLElement} element
 * @param {() => Promise<Answer>} fetchAnswer
 * @param {(answer: Answer) => void} draw
 * @param {{channel?: string, lines?: number}} [options] channel: what the cancel button stops; lines of the skeleton
 * @returns {Promise<boolean>} whether it was drawn
 */
export async function loadInto(element, fetchAnswer, draw, { channel = '', lines = 5 } = {}) {
  const turn = (element.loadTurn = (element.loadTurn ?? 0) + 1);
  const isCurrent = () => element.loadTurn === turn;
  const retry = () => loadInto(element, fetchAnswer, draw, { channel, lines });
  fill(element, skeleton(lines));
  const slow = setTimeout(() => isCurrent() && element.append(slowNote(channel, element, retry)), SLOW_MS);
  try {
    const answer = await fetchAnswer();
    if (isCurrent()) draw(answer);
    return isCurrent();
  } catch (error) {
    if (isCurrent() && !isAborted(error)) showProblem(element, error, retry);
    return false;
  } finally {
    clearTimeout(slow);
  }
}

/** @param {number} lines */
export function skeleton(lines) {
  return el(
    'div',
    { class: 'skeleton', 'aria-hidden': 'true' },
    Array.from({ length: lines }, () => el('span')),
  );
}

function slowNote(channel, element, retry) {
  const stop = () => {
    cancel(channel);
    fill(
      element,
      el('p', { class: 'note' }, t('load.cancelled')),
      el('button', { type: 'button', class: 'button', onclick: retry }, t('load.retry')),
    );
  };
  return el(
    'div',
    { class: 'slow-note', role: 'status' },
    el('span', {}, t('load.slow')),
    channel && el('button', { type: 'button', class: 'link-button', onclick: stop }, t('load.cancel')),
  );
}

/**
 * @param {HTMLElement} element
 * @param {unknown} error
 * @param {() => void} [retry]
 */
export function showProblem(element, error, retry) {
  fill(element, problem(error, retry));
}

/**
 * @param {unknown} error
 * @param {() => void} [retry]
 * @returns {HTMLElement} what happened and what to do, in words
 */
export function problem(error, retry) {
  const code = error instanceof RequestError ? error.code : isModuleGone(error) ? 'network' : 'unknown';
  const message =
    (error instanceof RequestError && pick(error.text)) ||
    t(hasMessage(`error.${code}`) ? `error.${code}` : 'error.unknown');
  const hint =
    (error instanceof RequestError && pick(error.hint)) ||
    (hasMessage(`error.${code}.hint`) ? t(`error.${code}.hint`) : '');
  return el(
    'div',
    { class: 'problem', role: 'alert' },
    el('p', { class: 'problem-message' }, message),
    hint && el('p', { class: 'problem-hint' }, hint),
    retry && el('button', { type: 'button', class: 'button', onclick: retry }, t('load.retry')),
  );
}

/** Parts of the page are fetched when they are wanted: where the server does not answer, that fails like any request. */
const isModuleGone = (error) => error instanceof TypeError && /module/i.test(error.message);

/**
 * An empty state that teaches: what would be here, and how to get it.
 * @param {string} title
 * @param {string} hint
 */
export function emptyState(title, hint) {
  return el(
    'div',
    { class: 'empty' },
    el('p', { class: 'empty-title' }, title),
    el('p', { class: 'empty-hint' }, hint),
  );
}
