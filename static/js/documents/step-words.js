/** What a step of the review did, in words: read off the items as they were before and after it. */
import { pick, t, wordOf } from '../i18n.js';

const KINDS = ['confirmed', 'rejected', 'reopened', 'added', 'removed', 'places', 'changed'];

/**
 * @param {{before: object|null, after: object|null}} change of an item
 * @returns {string} one of `KINDS`
 */
export function kindOf({ before, after }) {
  if (!before) return 'added';
  if (!after) return 'removed';
  if (after.decision !== before.decision || after.reviewer !== before.reviewer) {
    if (after.decision === 'rejected') return 'rejected';
    if (after.decision !== 'open') return 'confirmed';
    return isSame({ ...before, ...decided(after) }, after) ? 'reopened' : 'changed';
  }
  return isSame({ ...before, places: after.places }, after) ? 'places' : 'changed';
}

const decided = ({ decision, reviewer, reviewed, places }) => ({ decision, reviewer, reviewed, places });
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * @param {{action: string, changed: number, changes?: object[]}} step
 * @returns {string} 确认 2 条、修改 1 条
 */
export function stepWords({ action, changed, changes = [] }) {
  if (action !== 'decide' || changes.length === 0) return t(`review.step.${action}`, { count: changed });
  const counts = new Map();
  for (const change of changes) counts.set(kindOf(change), (counts.get(kindOf(change)) ?? 0) + 1);
  return KINDS.filter((kind) => counts.has(kind))
    .map((kind) => t(`review.step.did.${kind}`, { count: counts.get(kind) }))
    .join(t('list.and'));
}

const FACTS = ['status', 'title', 'issuer'];
const sayFact = (name, value) =>
  name === 'status' ? wordOf('documents.status', value) : (typeof value === 'string' ? value : pick(value)) || '—';

/**
 * @param {{before: object, after: object}} change of what is said of the document as a whole
 * @returns {string} 状态：正式文件 → 已废止
 */
export const describedWords = ({ before, after }) =>
  FACTS.filter((name) => name in (after ?? {}))
    .map((name) =>
      t('review.step.described', {
        fact: t(`review.step.fact.${name}`),
        before: sayFact(name, before?.[name]),
        after: sayFact(name, after[name]),
      }),
    )
    .join(t('list.semicolon'));

/**
 * Puts what was said of the document as a whole between the steps of its review; what is older stays for the next page.
 *
 * @param {object[]} steps newest first
 * @param {object[]} waiting changes of the document as a whole, newest first; those that are told leave it
 * @param {boolean} isLast whether no older steps follow
 * @returns {object[]}
 */
export function withDescribed(steps, waiting, isLast) {
  const told = [];
  for (const step of steps) {
    while (waiting.length > 0 && waiting[0].at >= step.at) told.push(waiting.shift());
    told.push(step);
  }
  return isLast ? [...told, ...waiting.splice(0)] : told;
}
