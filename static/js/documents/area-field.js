/**
 * Which area a new document governs: a person chooses it. What the file tells is proposed with the words that say so, and
 * what was chosen by hand is never overwritten.
 */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { announce } from '../ui/announce.js';
import { icon } from '../ui/icons.js';
import { createUnitPicker } from './unit-picker.js';

/**
 * @typedef {{adcode: string, name: string}} Area
 * @param {{chosen: Area|null, likely: (Area & {reason: string})[]}} known chosen: by the way that led here; likely: offered
 *   where the file tells none
 * @returns {{element: HTMLElement, value: () => string, focus: () => void, wait: () => void, propose: (proposal: object|null) => void}}
 */
export function createAreaField({ chosen, likely }) {
  /** What stands in the field by proposal: another file may change it. */
  let proposed = '';
  const why = el('div', { class: 'review-area-why', role: 'status' });
  const picker = createUnitPicker({ label: t('review.add.region'), chosen, onChoose: () => fill(why) });
  if (chosen) fill(why, told(t('review.add.area.chosen', { name: chosen.name })));

  const isFree = () => (picker.value() ? picker.value() === proposed : !picker.input.value.trim());
  const take = (area) => {
    proposed = '';
    picker.set(area);
    fill(why);
    picker.input.focus();
  };
  const offers = (areas) =>
    el(
      'span',
      { class: 'review-buttons' },
      areas.map((area) => el('button', { type: 'button', class: 'button', onclick: () => take(area) }, offerWords(area))),
    );

  const propose = (found) => {
    const areas = (found?.units ?? []).map(({ adcode, name, within }) => ({ adcode, name, path: within.join('') }));
    const quote = found && t(`review.add.area.by.${found.told_by}`, { words: found.words });
    if (found?.is_sure && isFree()) {
      proposed = areas[0].adcode;
      picker.set(areas[0]);
      const words = t('review.add.area.proposed', { name: areas[0].path + areas[0].name, quote });
      fill(why, told(words));
      announce(words);
    } else if (found && areas.some(({ adcode }) => adcode === picker.value())) fill(why, told(t('review.add.area.agrees', { quote })));
    else if (found)
      fill(why, told(t(picker.value() ? 'review.add.area.differs' : 'review.add.area.several', { quote }), 'warn'), offers(areas));
    else {
      if (proposed && picker.value() === proposed) picker.set(null);
      if (!picker.value())
        fill(why, told(t('review.add.area.untold'), 'warn'), likely.length > 0 && offers(likely));
    }
  };
  return {
    element: el('div', {}, picker.element, why),
    value: picker.value,
    focus: () => picker.input.focus(),
    wait: () => isFree() && fill(why, told(t('review.add.area.wait'))),
    propose,
  };
}

const told = (words, sign = 'info') => el('p', { class: 'note' }, icon(sign), ' ', words);

const offerWords = ({ name, path = '', reason = '' }) =>
  reason ? t(`review.add.area.likely.${reason}`, { name }) : t('review.add.area.take', { name: path + name });
