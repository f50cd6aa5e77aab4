/** What stands above the lines of a comparison: which documents, and how many lines each group has. */
import { el } from '../dom.js';
import { pick, t, wordOf } from '../i18n.js';
import { sideMark } from './comparison-choice.js';
import { groupsOf } from './comparison-model.js';
import { mark } from './document-label.js';

/** What is compared, in words, for paper and for whoever did not choose it. */
export function facts(answer) {
  const side = (name) => {
    const one = answer[name];
    const period = one.horizon && t('documents.period', { period: String(one.horizon) });
    const own = mark(one, [answer.a, answer.b]);
    const state = one.is_draft && own !== wordOf('documents.status', one.status) && wordOf('documents.status', one.status);
    const details = [one.region_name, state, period, t('comparison.statements', { count: one.goals }), one.is_draft && t('comparison.isDraft')];
    return el(
      'li',
      {},
      sideMark(name),
      el('span', {}, el('strong', {}, pick(one.title), own && t('brackets', { text: own })), el('small', {}, details.filter(Boolean).join(' · '))),
    );
  };
  return el(
    'section',
    { class: 'comparison-facts', 'aria-label': t('comparison.facts') },
    el('p', { class: 'note' }, t(answer.mode === 'nested' ? `comparison.nested.${answer.upper}` : 'comparison.versions')),
    el('ul', {}, side('a'), side('b')),
  );
}

/** How many lines each group has; a press lists it. */
export function groupButtons(answer, shown) {
  const groups = groupsOf(answer);
  const button = ({ id, count }) =>
    el(
      'button',
      {
        type: 'button',
        class: `comparison-group is-${id}`,
        data: { group: id },
        'aria-pressed': String(id === shown),
        disabled: count === 0 && id !== shown,
      },
      el('strong', {}, count),
      el('span', {}, t(`comparison.group.${id}`)),
    );
  return el(
    'div',
    { class: 'comparison-groups', role: 'group', 'aria-label': t('comparison.groups') },
    groups.map(button),
  );
}
