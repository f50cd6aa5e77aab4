/** What is said of a document as a whole: its title, who issued it, how far it has come. */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { announce } from '../ui/announce.js';
import { problem } from '../ui/load.js';
import { openDialog } from './dialog.js';
import { form, formButtons, labelled, statusSelect, textInput } from './fields.js';
import { changedFacts } from './facts.js';
import { askReplacing } from './replacing-dialog.js';
import { describeDocument, getDraft } from './requests.js';

/** @param {object} context store, model and actions */
export function openFacts(context) {
  const { store, model } = context;
  const { draft } = model;
  const shown = { title: draft.title, issuer: draft.issuer, status: draft.status };
  // Without an English title the server gives the Chinese one in its place.
  const english = draft.title.en === draft.title.zh ? '' : draft.title.en;
  const title = textInput('titleZh', draft.title.zh, { maxlength: '200' });
  const titleEn = textInput('titleEn', english, { maxlength: '200', lang: 'en' });
  const issuer = textInput('issuer', draft.issuer, { maxlength: '200' });
  const status = statusSelect(draft.status);
  const said = el('div', { role: 'status' });
  const save = async () => {
    if (!title.value.trim()) return fill(said, el('p', { class: 'review-wrong' }, t('review.facts.wrong')));
    const facts = changedFacts(shown, {
      title: { zh: title.value, en: titleEn.value },
      issuer: issuer.value,
      status: status.value,
    });
    if (!facts) return dialog.close();
    const isToAsk = status.value === 'final' && model.counts.confirmed > 0;
    if (isToAsk && !(await askReplacing(context, { status: 'final', title: title.value.trim() }))) return undefined;
    try {
      model.describe(await describeDocument(draft.id, facts));
      store.put('reviewed', true);
      store.put('described', Date.now());
      dialog.close();
      announce(t('review.facts.saved'));
    } catch (error) {
      fill(said, problem(error));
      // The next form shows what somebody else has said meanwhile; this one goes on comparing with what it showed.
      if (error.code === 'facts_overtaken')
        getDraft(draft.id).then(
          (now) => {
            model.describe(now);
            store.put('described', Date.now());
          },
          () => {},
        );
    }
    return undefined;
  };
  const dialog = openDialog('review-facts', t('review.facts.title'), [
    form(
      t('review.facts.title'),
      [
        el('p', { class: 'note' }, t('review.facts.note')),
        labelled('titleZh', title),
        labelled('titleEn', titleEn),
        labelled('issuer', issuer),
        labelled('status', status),
        said,
        formButtons([
          [t('review.save'), null, true],
          [t('review.cancel'), () => dialog.close()],
        ]),
      ],
      save,
    ),
  ]);
}
