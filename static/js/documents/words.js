/** How the review says things: titles of items, states, confidence, rules, reasons. */
import { hasMessage, locale, pick, t } from '../i18n.js';
import { formatFigure } from '../lib/numbers.js';
import { reviewersOf } from './worklist.js';

const HIGH = 0.9;
const MIDDLE = 0.7;
/** Longest title in a list [characters]. */
const TITLE_SIGNS = 80;

/** @param {object} bootstrap @param {'kinds'|'relations'|'topics'|'operators'} list @param {string} slug */
export const nameIn = (bootstrap, list, slug) => pick(bootstrap[list].find((one) => one.slug === slug)) || slug;

/** @param {object} item @returns {string} */
export function titleOf({ name, summary, figure, quote }) {
  const words = name || pick(summary) || quote || '';
  if (!figure) return shorten(words);
  const figureWords = `${figure.metric || words} ${formatFigure(figure, locale())}`;
  return shorten(figureWords);
}

const shorten = (text) => (text.length > TITLE_SIGNS ? `${text.slice(0, TITLE_SIGNS - 1)}…` : text);

/** @param {number} confidence @returns {'high'|'middle'|'low'} */
export const gradeOf = (confidence) => (confidence >= HIGH ? 'high' : confidence >= MIDDLE ? 'middle' : 'low');

/** @param {number} confidence @returns {string} 高 0.93 */
export const confidenceWords = (confidence) =>
  t('review.confidence', { grade: t(`review.grade.${gradeOf(confidence)}`), value: confidence.toFixed(2) });

/**
 * @param {{decision: string, reviewer: string, reviewed: string}} decided
 * @param {string} me account
 * @returns {string} 已确认 · 王芳 2026-11-23
 */
export function decisionWords(decided, me) {
  const { decision, reviewer, reviewed } = decided;
  const first = reviewersOf(decided).includes(me) ? t('review.you') : reviewer;
  if (decision === 'second') return t('review.state.second.by', { name: first, date: reviewed });
  const words = t(`review.state.${decision}`);
  return reviewer ? `${words} · ${first} ${reviewed}` : words;
}

/** @param {string} rule of the reader, parts joined by "; " or ", " @returns {string} */
export const ruleWords = (rule) =>
  rule
    .split(/[;,] /)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => (hasMessage(`rule.${part}`) ? t(`rule.${part}`) : part))
    .join(t('list.semicolon'));

/** @param {object} place @returns {string} what it leads to, or why it leads nowhere */
export function meaningOf({ units, state }) {
  if (state === 'doubt') return t('review.place.doubt');
  if (state === 'unresolved') return t('review.place.unresolved');
  if (units.length === 0) return t('review.place.none');
  if (units.length > 3) return t('review.place.many', { name: units[0].name, count: units.length });
  return units.map(({ name }) => name).join(t('list.and'));
}

/** @param {string} where `page 3`, `table 2 row 1` of the reader @returns {string} in words; what is none of these as it is */
export function whereWords(where) {
  const parts = [...where.matchAll(/(page|line|paragraph|block|table|row) (\d+)/g)];
  const isWhole = parts.map(([part]) => part).join(' ') === where;
  return isWhole ? parts.map(([, kind, number]) => t(`review.where.${kind}`, { number })).join(' ') : where;
}
