/** What a step of the review did, in words: read off the items as they were before and after it. */
import { t } from '../i18n.js';

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
 * @param {{action: string, items: string[], changes?: object[]}} step
 * @returns {string} 确认 2 条、修改 1 条
 */
export function stepWords({ action, items, changes = [] }) {
  if (action !== 'decide' || changes.length === 0) return t(`review.step.${action}`, { count: items.length });
  const counts = new Map();
  for (const change of changes) counts.set(kindOf(change), (counts.get(kindOf(change)) ?? 0) + 1);
  return KINDS.filter((kind) => counts.has(kind))
    .map((kind) => t(`review.step.did.${kind}`, { count: counts.get(kind) }))
    .join(t('list.and'));
}
