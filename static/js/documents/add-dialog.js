/** Adds a document: the file, the area that it governs, and what else is known of it; then opens its review. */
import { isAborted } from '../api.js';
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { regionName } from '../ui/region.js';
import { WHOLE_COUNTRY } from '../state.js';
import { announce } from '../ui/announce.js';
import { problem } from '../ui/load.js';
import { loadStyles } from '../ui/styles.js';
import { openDialog } from './dialog.js';
import { createDropZone } from './drop-zone.js';
import { form, labelled, textInput } from './fields.js';
import { sendDocument } from './requests.js';
import { createUnitPicker } from './unit-picker.js';

const REVIEWED = /\.ya?ml$/i;

/**
 * @param {import('../store.js').Store} store
 * @param {object} session
 * @returns {Promise<void>} kept when it is open
 */
export async function openAddDialog(store, session) {
  await loadStyles('review');
  const { region } = store.view;
  const here =
    region === WHOLE_COUNTRY ? null : { adcode: region, name: regionName(region, store.get('bootstrap')) };
  const picker = createUnitPicker({ label: t('review.add.region'), chosen: here });
  const title = textInput('title', '');
  const year = textInput('year', '', { inputmode: 'numeric', maxlength: '4' });
  const horizon = textInput('horizon', '', { inputmode: 'numeric', maxlength: '4' });
  const id = textInput('id', '', { maxlength: '64', spellcheck: false });
  const said = el('div', { class: 'review-add-said', role: 'status' });
  const wishes = el(
    'div',
    {},
    picker.element,
    el('p', { class: 'note' }, t('review.add.region.hint')),
    labelled('title', title, el('small', { class: 'note' }, t('review.add.title.hint'))),
    el('div', { class: 'review-grid' }, labelled('year', year), labelled('horizon', horizon), labelled('id', id)),
  );
  const isYaml = () => session.may.review_document && REVIEWED.test(drop.file()?.name ?? '');
  const drop = createDropZone(() => {
    wishes.hidden = isYaml();
    fill(said, isYaml() && el('p', { class: 'note' }, t('review.add.yaml')));
  });
  const send = el('button', { type: 'submit', class: 'button is-main' }, t('review.add.send'));
  const dialog = openDialog('review-add', t('review.add.open'), [
    form(
      t('review.add.form'),
      [
        drop.element,
        wishes,
        said,
        el(
          'div',
          { class: 'review-buttons' },
          send,
          el('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('review.cancel')),
        ),
      ],
      () => start(),
    ),
  ]);
  const controller = new AbortController();
  dialog.addEventListener('close', () => controller.abort());

  const start = async () => {
    const file = drop.file();
    const wrong = !file ? t('review.add.noFile') : !isYaml() && !picker.value() ? t('review.add.noRegion') : '';
    if (wrong) return fill(said, el('p', { class: 'review-wrong' }, wrong));
    send.disabled = true;
    const bar = el('progress', { max: 100, value: 0, 'aria-label': file.name });
    const words = el('p', {}, t('review.add.sending'));
    fill(said, bar, words);
    const onProgress = (percent) => {
      bar.value = percent;
      if (percent < 100) return;
      bar.removeAttribute('value');
      words.textContent = t('review.add.reading');
    };
    try {
      const wanted = isYaml()
        ? {}
        : {
            region: picker.value(),
            title: title.value.trim(),
            year: year.value.trim(),
            horizon: horizon.value.trim(),
            id: id.value.trim(),
          };
      const added = await sendDocument(file, wanted, {
        isReviewed: isYaml(),
        onProgress,
        signal: controller.signal,
      });
      store.put('reviewed', true);
      dialog.close();
      announce(
        t('review.add.done', { name: pick(added.document.title), count: added.document.review?.items ?? 0 }),
      );
      store.set({
        tab: 'documents',
        review: added.document.id,
        entry: '',
        place: '',
        doc: '',
        clause: '',
        unit: '',
        item: '',
        compare: '',
      });
    } catch (error) {
      if (isAborted(error)) return undefined;
      send.disabled = false;
      fill(said, problem(error));
    }
    return undefined;
  };
}
