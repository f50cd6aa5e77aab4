/** Tells documents of one title apart: two versions of a plan often have nearly the same. Pure but for its words. */
import { pick, t, wordOf } from '../i18n.js';

/** @param {string} [name] of a file @returns {string} without its ending */
export const fileStem = (name) => (name ?? '').replace(/\.[^.]{1,5}$/u, '');

const BRACKETS = /[（(〔【[][^（()）〔〕【】[\]]*[)）〕】\]]/gu;
const bare = (title) => title.replace(BRACKETS, '').replace(/[^\p{L}\p{N}]/gu, '') || title;

/** Whether one title begins with the other: “方案（2026—2028年）” and “方案 征求意见稿” are easily taken for “方案”. */
function areAlike(one, other) {
  const [first, second] = [one, other].map((doc) => bare(pick(doc.title)));
  return first.startsWith(second) || second.startsWith(first);
}

/**
 * @param {{title: object, status?: string, year?: number|null, file?: {name: string}|null, id: string}} one
 * @param {object[]} all those that it stands among
 * @returns {string} what only this one has of status, year, file and id; empty where the title is enough
 */
export function mark(one, all) {
  const others = all.filter((other) => other.id !== one.id && areAlike(one, other));
  if (others.length === 0) return '';
  const parts = [
    (doc) => wordOf('documents.status', doc.status),
    (doc) => (doc.year ? t('figure.year', { year: doc.year }) : ''),
    (doc) => fileStem(doc.file?.name),
    (doc) => doc.id,
  ];
  const telling = parts.find((part) => part(one) && others.every((other) => part(other) !== part(one)));
  return (telling ?? parts.at(-1))(one);
}

/** @param {object} one @param {object[]} all @returns {string} title, and what tells it apart */
export function labelOf(one, all) {
  const own = mark(one, all);
  return own ? `${pick(one.title)}${t('brackets', { text: own })}` : pick(one.title);
}
