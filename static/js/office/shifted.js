/** Versions whose positions are shifted as on Chinese web maps: told once more before publishing, and mended. */
import { el, fill } from '../dom.js';
import { ask, problem } from './ask.js';
import { pageAddress } from './given.js';
import { announce, pick, t } from './words.js';

/** What undoes each finding, and what it is called. */
const OFFSETS = { offset_gcj02: ['gcj02', 'GCJ-02'], offset_bd09: ['bd09', 'BD-09'] };
const isKnown = (finding) => finding.code in OFFSETS;
const findingsOf = ({ report }) => (report?.warnings ?? []).filter(isKnown);

/**
 * @param {object} version with its report
 * @returns {{finding: Node, sure: string}|null} what has to be confirmed beside publishing itself
 */
export function doubtOf(version) {
  const findings = findingsOf(version);
  if (!findings.length) return null;
  const words = findings.map(({ message }) => el('p', {}, pick(message)));
  const finding = el('div', { class: 'office-notice' }, el('strong', {}, t('publish.shifted')), words);
  return { finding, sure: t('publish.shifted.sure') };
}

/**
 * @param {object} version with its report
 * @param {HTMLElement} notice says what became of it
 * @returns {HTMLElement|null} imports the same file with the offset undone; null where nothing is shifted, or the file did
 *   not come in by this page
 */
export function rereadButton(version, notice) {
  const [finding] = findingsOf(version);
  const [kind, upload] = (version.report?.source?.origin ?? '').split(':');
  if (!finding || kind !== 'upload') return null;
  const [offset, name] = OFFSETS[finding.code];
  const button = el('button', { type: 'button', class: 'office-small' }, t('reread', { title: name }));
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await ask(`/api/uploads/${encodeURIComponent(upload)}/again`, { method: 'POST', body: { offset } });
      const words = t('reread.done', { title: name });
      const link = el('a', { href: pageAddress('/office/layers') }, t('reread.follow'));
      fill(notice, el('p', { class: 'office-notice' }, words, ' ', link));
      announce(words);
    } catch (error) {
      button.disabled = false;
      fill(notice, problem(error));
    }
    notice.scrollIntoView({ block: 'center' });
  });
  return button;
}
