/** On a narrow screen one part is shown at a time, in a sheet below the map: queue, text, card, or the map alone. */
import { delegate, el, fill } from '../dom.js';
import { t } from '../i18n.js';

const PARTS = ['queue', 'text', 'card', 'map'];
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * @param {HTMLElement} element
 * @param {Record<string, HTMLElement>} sections queue, text and card
 * @param {import('../store.js').Store} store the slot `reviewPart` holds which one is shown
 * @returns {() => void} unmount
 */
export function mountParts(element, sections, store) {
  const tabs = el('div', { class: 'review-parts', role: 'tablist', 'aria-label': t('review.parts') });
  Object.entries(sections).forEach(([name, section]) => (section.id = `review-${name}`));
  fill(
    tabs,
    PARTS.map((name) =>
      el(
        'button',
        {
          type: 'button',
          class: 'review-part',
          role: 'tab',
          id: `review-part-${name}`,
          data: { part: name },
          'aria-controls': name === 'map' ? 'map' : `review-${name}`,
        },
        t(`review.part.${name}`),
      ),
    ),
  );
  element.prepend(tabs);

  const show = () => {
    const part = store.get('reviewPart') ?? 'card';
    element.parentElement?.setAttribute('data-part', part);
    element.dataset.part = part;
    for (const tab of tabs.children) {
      const isCurrent = tab.dataset.part === part;
      tab.setAttribute('aria-selected', String(isCurrent));
      tab.tabIndex = isCurrent ? 0 : -1;
    }
  };
  const onKey = (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const at = PARTS.indexOf(event.target.dataset.part);
    const next = PARTS[(at + step + PARTS.length) % PARTS.length];
    store.put('reviewPart', next);
    tabs.querySelector(`[data-part=${next}]`).focus();
  };
  tabs.addEventListener('keydown', onKey);
  const stops = [
    delegate(tabs, 'click', '[data-part]', ({ dataset }) => store.put('reviewPart', dataset.part)),
    store.on('reviewPart', show),
  ];
  show();
  return () => {
    stops.forEach((stop) => stop());
    document.querySelector('#app')?.removeAttribute('data-part');
  };
}
