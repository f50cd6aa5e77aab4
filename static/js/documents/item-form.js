/** Changes what was read of an item. */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { changeItem, confirmItem, differences } from './changes.js';
import { form, formButtons } from './fields.js';
import { createItemFields } from './item-fields.js';
import { spreadTopics } from './sentence.js';
import { saySpread, spreadChoice, spreadItems } from './spread-choice.js';
import { lacksPlace } from './worklist.js';

/** Fields up to the topics, which may go to other items as well. */
const TOPICS_END = 2;

/**
 * @param {object} item
 * @param {object} context
 * @param {{onDone: () => void, onCancel: () => void}} told
 * @returns {HTMLFormElement}
 */
export function itemForm(item, { store, model, actions }, { onDone, onCancel }) {
  const fields = createItemFields(store.get('bootstrap'), item);
  const wrong = el('p', { class: 'review-wrong', role: 'alert' });
  let isWarned = false;
  const save = async (isConfirmed) => {
    const isToAsk = isConfirmed && !isWarned && lacksPlace(model.item(item.id) ?? item);
    fill(wrong, fields.problem() || (isToAsk && t('review.wrong.noPlace')));
    if (fields.problem()) return;
    isWarned ||= isToAsk;
    if (isToAsk) return;
    const set = differences(item, fields.value());
    // The item may be a newer one by now; what is changed is the same.
    const now = model.item(item.id) ?? item;
    const isSame = Object.keys(set).length === 0;
    if (isSame && !isConfirmed) return onCancel();
    const changes = isSame ? confirmItem(now) : changeItem(now, set, isConfirmed);
    const more = set.topics ? spreadTopics(spreadItems(now, { store, model }), now.topics, set.topics) : [];
    const say = saySpread(t(isConfirmed ? 'review.said.changedConfirmed' : 'review.said.changed'), more);
    const answer = await actions.decide([...changes, ...more], { say, item: item.id, isDone: isConfirmed });
    if (!answer) return undefined;
    onDone();
    return onCancel();
  };
  return form(
    t('review.edit.title'),
    [
      fields.element.slice(0, TOPICS_END),
      spreadChoice(item, { store, model }),
      fields.element.slice(TOPICS_END),
      wrong,
      formButtons([
        [t('review.save.confirm'), null, true],
        [t('review.save'), () => save(false)],
        [t('review.cancel'), onCancel],
      ]),
    ],
    () => save(true),
  );
}
