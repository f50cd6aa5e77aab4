/** The choice of a choropleth: how much is asked, or an indicator of the counties. */
import { delegate, el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { paintMode } from '../lib/query.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountIndicators(element, store) {
  const choices = [
    { id: '', label: t('indicators.none'), facts: '' },
    { id: 'goals', label: t('indicators.goals'), facts: '' },
    { id: 'targets', label: t('indicators.targets'), facts: '' },
    ...store.get('bootstrap').indicators.map((one) => ({
      id: one.id,
      label: pick(one),
      facts: [one.unit, one.year].filter(Boolean).join(t('list.comma')),
    })),
  ];
  fill(
    element,
    el(
      'fieldset',
      { class: 'choices' },
      el('legend', { class: 'visually-hidden' }, t('indicators.title')),
      choices.map(({ id, label, facts }) =>
        el(
          'label',
          { class: 'choice' },
          el('input', { type: 'radio', name: 'indicator', value: id }),
          el('span', {}, label),
          facts && el('small', { class: 'count' }, facts),
        ),
      ),
    ),
  );

  const show = () => {
    const { designations, choropleth } = paintMode(store.view);
    const shown = store.view.indicator || (choropleth && !designations ? 'goals' : '');
    for (const input of element.querySelectorAll('input')) {
      input.checked = input.value === shown;
      if (input.value === '') input.disabled = !designations;
    }
  };
  const stops = [
    delegate(element, 'change', 'input', ({ value }) => store.set({ indicator: value })),
    store.on(['indicator', 'topic', 'doc', 'relation', 'kind', 'year'], show),
  ];
  show();
  return () => stops.forEach((stop) => stop());
}
