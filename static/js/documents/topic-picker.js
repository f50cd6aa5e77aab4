/** Chooses among the topics of the taxonomy: those chosen as chips, the others by a word or from their groups. */
import { delegate, el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { icon } from '../ui/icons.js';
import { freshId } from './fields.js';

/**
 * @param {object} bootstrap
 * @param {string[]} slugs
 * @returns {{element: HTMLElement, value: () => string[]}}
 */
export function createTopicPicker(bootstrap, slugs) {
  const chosen = new Set(slugs);
  const nameOf = (slug) => pick(bootstrap.topics.find((one) => one.slug === slug)) || slug;
  const chips = el('ul', { class: 'review-chips', 'aria-label': t('review.topics') });
  const id = freshId('topics');
  const input = el('input', {
    id,
    class: 'input',
    type: 'search',
    autocomplete: 'off',
    placeholder: t('review.topics.search'),
    oninput: () => show(),
  });
  const list = el('div', { class: 'review-topics' });
  // Sixty topics would push the rest of the form away: they wait for a word or a click.
  const all = el('details', { class: 'review-all' }, el('summary', {}, t('review.topics.all')), list);

  const show = () => {
    fill(
      chips,
      [...chosen].map((slug) =>
        el(
          'li',
          { class: 'chip' },
          nameOf(slug),
          el(
            'button',
            {
              type: 'button',
              class: 'icon-button',
              'aria-label': t('chips.remove', { label: nameOf(slug) }),
              data: { drop: slug },
            },
            icon('close'),
          ),
        ),
      ),
    );
    const word = input.value.trim().toLowerCase();
    if (word) all.open = true;
    const isMeant = ({ slug, zh, en }) =>
      !word || [slug, zh, en].some((text) => String(text).toLowerCase().includes(word));
    fill(
      list,
      bootstrap.groups.map((group) => {
        const topics = bootstrap.topics.filter((topic) => topic.group === group.slug && isMeant(topic));
        return topics.length > 0 && topicGroup(group, topics, { chosen, isOpen: Boolean(word) });
      }),
    );
  };
  delegate(list, 'change', 'input', ({ value, checked }) => {
    if (checked) chosen.add(value);
    else chosen.delete(value);
    show();
    list.querySelector(`[value="${value}"]`)?.focus();
  });
  delegate(chips, 'click', '[data-drop]', ({ dataset }) => {
    chosen.delete(dataset.drop);
    show();
    input.focus();
  });
  show();
  const element = el(
    'div',
    { class: 'review-field' },
    el('label', { for: id }, t('review.topics')),
    chips,
    input,
    all,
  );
  return { element, value: () => [...chosen] };
}

function topicGroup(group, topics, { chosen, isOpen }) {
  const mark = el('span', { class: 'group-mark' });
  mark.style.background = group.colour;
  return el(
    'details',
    { open: isOpen || topics.some(({ slug }) => chosen.has(slug)) },
    el('summary', {}, mark, pick(group)),
    topics.map((topic) =>
      el(
        'label',
        { class: 'review-check' },
        el('input', { type: 'checkbox', value: topic.slug, checked: chosen.has(topic.slug) }),
        el('span', {}, pick(topic)),
      ),
    ),
  );
}
