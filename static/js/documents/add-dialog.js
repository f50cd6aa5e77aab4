/** Adds a document: the file, the area that it governs, and what else is known of it; then opens its review. */
import { isAborted } from '../api.js';
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { announce } from '../ui/announce.js';
import { problem } from '../ui/load.js';
import { loadStyles } from '../ui/styles.js';
import { createAddWishes } from './add-wishes.js';
import { openDialog } from './dialog.js';
import { createDropZone } from './drop-zone.js';
import { form } from './fields.js';
import { ARRIVED } from './host.js';
import { createInstead } from './instead.js';
import { areaNote } from './area-note.js';
import { knownFile } from './known-file.js';
import { proposeFacts, sendDocument } from './requests.js';

const REVIEWED = /\.ya?ml$/i;

/**
 * @param {import('../store.js').Store} store
 * @param {object} session
 * @param {{adcode: string, name: string}|null} [area] chosen by the way that led here
 * @returns {Promise<void>} kept when it is open
 */
export async function openAddDialog(store, session, area = null) {
  await loadStyles('review');
  const said = el('div', { class: 'review-add-said', role: 'status' });
  const wishes = createAddWishes(store, session, area);
  const controller = new AbortController();
  const isYaml = (file = drop.file()) => REVIEWED.test(file?.name ?? '');
  const mayImport = Boolean(session.may.review_document);
  const instead = createInstead();
  /** What is wrong with a file, as the first look at it said. */
  let fault = null;
  let isSending = false;
  const drop = createDropZone(() => {
    instead.clear();
    fault = null;
    send.disabled = isSending;
    wishes.element.hidden = isYaml();
    fill(said, isYaml() && el('p', { class: 'note' }, t(mayImport ? 'review.add.yaml' : 'review.add.yaml.refused')));
    if (!isYaml()) propose(drop.file());
  });
  /** The file is looked into at once: it may say whose plan it is. */
  const propose = async (file) => {
    wishes.area.wait();
    try {
      const found = await proposeFacts(file, controller.signal);
      if (drop.file() === file) wishes.propose(found);
    } catch (error) {
      if (isAborted(error) || drop.file() !== file) return;
      wishes.propose(null);
      fault = error;
      fill(said, problem(error));
    }
  };
  const send = el('button', { type: 'submit', class: 'button is-main' }, t('review.add.send'));
  const cancel = el('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('review.cancel'));
  const dialog = openDialog('review-add', t('review.add.open'), [
    form(
      t('review.add.form'),
      [drop.element, wishes.element, said, el('div', { class: 'review-buttons' }, send, cancel)],
      () => start(),
    ),
  ]);
  dialog.addEventListener('close', () => controller.abort());

  const open = (id) => {
    dialog.close();
    store.set({ ...ARRIVED, review: id });
  };
  const wrong = (file) => {
    if (!file) return t('review.add.noFile');
    if (isYaml(file)) return mayImport ? '' : t('review.add.yaml.refused');
    return wishes.value().region ? '' : t('review.add.noRegion');
  };
  const start = async (more = {}, file = drop.file()) => {
    // No area can be told of a file that cannot be read: that stays said.
    if (wrong(file)) return fill(said, fault ? problem(fault) : el('p', { class: 'review-wrong' }, wrong(file)));
    send.disabled = isSending = true;
    const progress = progressPart(file);
    fill(said, progress.parts);
    try {
      const wanted = { ...(isYaml(file) ? {} : wishes.value()), ...instead.of(file), ...more };
      const { document: added } = await sendDocument(file, wanted, {
        isReviewed: isYaml(file),
        onProgress: progress.show,
        signal: controller.signal,
      });
      store.put('reviewed', true);
      announce(t('review.add.done', { name: pick(added.title), count: added.review?.items ?? 0 }));
      const note = areaNote(added, {
        open: () => open(added.id),
        choose: () => {
          instead.set(file, added.id);
          send.disabled = false;
          fill(said);
          wishes.area.focus();
        },
      });
      if (!note) return open(added.id);
      fill(said, note);
      send.disabled = drop.file() === file;
      said.querySelector('.button')?.focus();
    } catch (error) {
      if (isAborted(error)) return undefined;
      send.disabled = false;
      // What is offered is offered for this file, whatever was chosen while it was sent.
      const again = (offered) => start(offered, file);
      fill(said, knownFile(error, { isReviewed: isYaml(file), open, send: again }));
      said.querySelector('.review-known .button')?.focus();
    } finally {
      isSending = false;
    }
    return undefined;
  };
}

/** How far the sending is, then that the file is being read. */
function progressPart({ name }) {
  const bar = el('progress', { max: 100, value: 0, 'aria-label': name });
  const words = el('p', {}, t('review.add.sending'));
  const show = (percent) => {
    bar.value = percent;
    if (percent < 100) return;
    bar.removeAttribute('value');
    words.textContent = t('review.add.reading');
  };
  return { parts: [bar, words], show };
}
