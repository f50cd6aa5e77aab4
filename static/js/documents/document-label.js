/** Tells documents of one title apart: two versions of a plan often have the same. Pure but for its words. */
import { pick, t, wordOf } from '../i18n.js';

/** @param {string} [name] of a file @returns {string} without its ending */
export const fileStem = (name) => (name ?? '').replace(/\.[^.]{1,5}$/u, '');

/**
 * @param {{title: object, status?: string, year?: number|null, file?: {name: string}|null, id: string}} one
 * @param {object[]} all those that it stands among
 * @returns {string} what only this one has of status, year, file and id; empty where the title is enough
 */
export function mark(one, all) {
  const title = pick(one.title);
  const others = all.filter((other) => other.id !== one.id && pick(other.title) === title);
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
