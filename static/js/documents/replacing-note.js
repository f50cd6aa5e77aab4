/** Beside the progress: which draft the document replaces, or has replaced, and the way back that is always there. */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { announce } from '../ui/announce.js';
import { problem } from '../ui/load.js';
import { askReplacing } from './replacing-dialog.js';
import { draftWords } from './replacing.js';
import { describeDocument, getReplaced } from './requests.js';

/**
 * @param {HTMLElement} element
 * @param {object} context
 * @returns {() => void} stops
 */
export function mountReplacingNote(element, context) {
  const { store, model } = context;
  const { draft } = model;
  let replaced = draft.replaces ?? [];
  /** Whether the drafts were put back just now, so that the other way is offered. */
  let isPutBack = false;

  /** Between a press and its answer a second press does nothing. */
  let isBusy = false;
  let isMounted = true;

  const setStatus = async (status) => {
    if (isBusy) return;
    isBusy = true;
    try {
      if (status === 'final' && !(await askReplacing(context, { status }))) return;
      model.describe(await describeDocument(draft.id, { status, expected: { status: draft.status } }));
    } catch (error) {
      fill(element, problem(error));
      return;
    } finally {
      isBusy = false;
    }
    isPutBack = status === 'draft';
    store.put('reviewed', true);
    store.put('reload', Date.now());
    store.put('described', Date.now());
    announce(t(isPutBack ? 'review.replace.isBack' : 'review.replace.isGone'));
  };
  const sum = (name) => replaced.reduce((total, one) => total + one[name], 0);
  const show = () => {
    const stage = stageOf(model, replaced, isPutBack);
    const button =
      model.mayReview && stage && stage !== 'before'
        ? el(
            'button',
            { type: 'button', class: 'link-button', onclick: () => setStatus(stage === 'after' ? 'draft' : 'final') },
            t(`review.replace.${stage}.do`),
          )
        : null;
    fill(
      element,
      stage &&
        el(
          'div',
          { class: 'hint-box', title: replaced.map(draftWords).join(t('list.semicolon')) },
          el('p', {}, t(`review.replace.${stage}`, { goals: sum('goals'), counties: sum('counties') }), ' ', button),
        ),
    );
  };
  const renew = () =>
    getReplaced(draft.id, isPutBack ? { status: 'final' } : {}).then(
      ({ documents }) => {
        if (!isMounted) return;
        replaced = documents.filter(({ goals }) => goals > 0);
        show();
      },
      (error) => isMounted && fill(element, problem(error)),
    );
  // The first confirmation takes the drafts off the map, taking it back brings them again: asked for anew at each turn.
  let isShown = model.counts.confirmed > 0;
  const onDecision = () => {
    show();
    if (isShown === (model.counts.confirmed > 0)) return;
    isShown = model.counts.confirmed > 0;
    if (draft.status === 'final') renew();
  };
  show();
  const stops = [model.onChange(onDecision), store.on('described', renew)];
  return () => {
    isMounted = false;
    stops.forEach((stop) => stop());
  };
}

/** @returns {'before'|'after'|'both'|''} */
function stageOf({ draft, counts }, replaced, isPutBack) {
  if (replaced.every(({ goals }) => goals === 0)) return '';
  if (isPutBack && draft.status === 'draft') return 'both';
  if (draft.status !== 'final') return '';
  if (counts.confirmed > 0) return 'after';
  return replaced.some((one) => one.is_counted) ? 'before' : '';
}
