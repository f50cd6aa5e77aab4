/** Confirms many at once: of a clause, or of all that the reader is sure of; how many is told before. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { openDialog } from './dialog.js';
import { countReady } from './worklist.js';

const GRADES = [0.95, 0.9, 0.8];

/** @param {object} context store, model and actions */
export function openBulk({ store, model, actions }) {
  const { clause: filtered, entry } = store.view;
  const clause = filtered || model.item(entry)?.clause || '';
  /** What is sure beyond doubt, unless the reviewer says that less will do. */
  const wish = { clause: filtered, above: GRADES[0] };
  const said = el('p', { class: 'review-bulk-count', role: 'status' });
  const yes = el('button', { type: 'button', class: 'button is-main', onclick: () => run() });
  const run = async () => {
    yes.disabled = true;
    dialog.close();
    await actions.confirmMany(wish);
  };
  const show = () => {
    const { ready, left, nowhere } = countReady(model.items(), wish, model.me);
    // How many each choice would take: what is sure itself may have a place that is less so.
    for (const [above, words] of counted)
      fill(words, t('review.bulk.of', { count: countReady(model.items(), { ...wish, above }, model.me).ready }));
    fill(
      said,
      t('review.bulk.count', { count: ready }),
      nowhere > 0 && [' ', t('review.bulk.nowhere', { count: nowhere })],
      left > 0 && [' ', t('review.bulk.left', { count: left })],
    );
    fill(yes, t('review.bulk.yes', { count: ready }));
    yes.disabled = ready === 0;
  };
  /** Words behind the choices of confidence, by the least that they take. */
  const counted = new Map();
  const countOf = (above) => {
    counted.set(above, el('small', {}));
    return counted.get(above);
  };
  const radio = (name, value, isChosen, words, patch, about = null) =>
    el(
      'label',
      { class: 'review-check' },
      el('input', {
        type: 'radio',
        name,
        value,
        checked: isChosen,
        onchange: () => {
          Object.assign(wish, patch);
          show();
        },
      }),
      el('span', {}, words, about && [' ', about]),
    );
  const headingOf = (id) =>
    [id, pick(model.draft.outline.find((one) => one.id === id)?.heading)].filter(Boolean).join(' ');
  const dialog = openDialog('review-bulk', t('review.bulk.title'), [
    el('p', { class: 'note' }, t('review.bulk.note')),
    el(
      'fieldset',
      { class: 'review-choices' },
      el('legend', {}, t('review.bulk.where')),
      radio('where', 'all', !filtered, t('review.bulk.where.all'), { clause: '' }),
      clause &&
        radio('where', 'clause', Boolean(filtered), t('review.bulk.where.clause', { name: headingOf(clause) }), {
          clause,
        }),
    ),
    el(
      'fieldset',
      { class: 'review-choices' },
      el('legend', {}, t('review.bulk.above')),
      GRADES.map((grade) =>
        radio(
          'above',
          String(grade),
          wish.above === grade,
          t('review.bulk.above.of', { value: grade.toFixed(2) }),
          { above: grade },
          countOf(grade),
        ),
      ),
      radio('above', 'any', false, t('review.bulk.above.any'), { above: null }, countOf(null)),
    ),
    said,
    model.session.two_person_review && el('p', { class: 'note' }, t('review.bulk.second')),
    el(
      'div',
      { class: 'review-buttons' },
      yes,
      el('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('review.cancel')),
    ),
  ]);
  show();
}
