/** The layers tab: what is switched on, in drawing order, and below it everything that is published, by group. */
import { delegate, el, fill } from '../dom.js';
import { lang, pick, t } from '../i18n.js';
import { moveLayer, setOpacity, toggleLayer } from '../lib/layer-order.js';
import { announce } from './announce.js';
import { mountLayerCatalogue } from './layer-catalogue.js';
import { mountLayerDetails } from './layer-details.js';
import { shownLayer } from './layer-row.js';
import { emptyState } from './load.js';

/** The page of staff leads visitors to the form to sign in. */
const officeAddress = () => (lang() === 'en' ? 'office/layers?lang=en' : 'office/layers');

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function mount(element, store) {
  const { layers: known } = store.get('bootstrap');
  const byId = new Map(known.map((layer) => [layer.id, layer]));
  const shown = el('ol', { class: 'layers-shown', 'aria-label': t('layers.shown') });
  const clear = el(
    'button',
    { type: 'button', class: 'link-button', onclick: () => store.set({ layers: [] }) },
    t('layers.clear'),
  );
  const catalogue = el('div', { class: 'layer-groups' });
  fill(
    element,
    el('header', { class: 'panel-head' }, el('h2', {}, t('layers.title')), clear),
    el('p', { class: 'note' }, t('layers.note'), ' ', el('a', { href: officeAddress() }, t('layers.manage'))),
    shown,
    catalogue,
  );
  if (known.length === 0) fill(catalogue, emptyState(t('layers.none'), t('layers.none.hint')));

  const titleOf = (id) => pick(byId.get(id)?.title) || id;
  let drawn = null;
  const draw = () => {
    const { layers } = store.view;
    const problemOf = store.get('layerProblem')?.id;
    clear.classList.toggle('is-hidden', layers.length === 0);
    // A slider that is being pulled must stay the same element.
    const key = `${layers.map(({ id }) => id).join()}|${problemOf ?? ''}`;
    if (key !== drawn) {
      const isFirst = drawn === null;
      drawn = key;
      const before = catalogue.getBoundingClientRect().top;
      const { act, layer } = element.ownerDocument.activeElement?.dataset ?? {};
      fill(
        shown,
        layers
          .filter(({ id }) => byId.has(id))
          .map((choice, index, all) =>
            shownLayer(byId.get(choice.id), choice, {
              isFirst: index === 0,
              isLast: index === all.length - 1,
              isBroken: choice.id === problemOf,
            }),
          ),
      );
      if (act)
        (
          shown.querySelector(`[data-act="${act}"][data-layer="${layer}"]:not(:disabled)`) ??
          shown.querySelector(`[data-layer="${layer}"]`)
        )?.focus({ preventScroll: true });
      // What was switched must stay under the pointer, so the list does not move when a card comes above it.
      if (!isFirst && !shown.contains(element.ownerDocument.activeElement))
        element.scrollTop += catalogue.getBoundingClientRect().top - before;
    }
    for (const { id, opacity } of layers) {
      const value = shown.querySelector(`output[data-of="${id}"]`);
      if (value) value.textContent = t('layers.percent', { count: Math.round(opacity * 100) });
    }
  };
  const actions = {
    up: (id) => store.set({ layers: moveLayer(store.view.layers, id, -1) }),
    down: (id) => store.set({ layers: moveLayer(store.view.layers, id, 1) }),
    off: (id) => store.set({ layers: toggleLayer(store.view.layers, id) }),
  };
  const stops = [
    delegate(element, 'click', 'button[data-act]', ({ dataset: { act, layer } }) => {
      actions[act](layer);
      if (act !== 'off')
        announce(
          t('layers.moved', {
            title: titleOf(layer),
            place: store.view.layers.findIndex(({ id }) => id === layer) + 1,
          }),
        );
    }),
    delegate(element, 'click', '[role=switch]', ({ dataset: { layer } }) => {
      store.set({ layers: toggleLayer(store.view.layers, layer) });
      announce(
        t(store.view.layers.some(({ id }) => id === layer) ? 'layers.on' : 'layers.off', {
          title: titleOf(layer),
        }),
      );
    }),
    delegate(shown, 'input', 'input[type=range]', ({ value, dataset }) =>
      store.set({ layers: setOpacity(store.view.layers, dataset.layer, Number(value)) }, { replace: true }),
    ),
    store.on(['layers', 'layerProblem', 'themeShown'], (names) => {
      if (names.includes('themeShown')) drawn = '';
      draw();
    }),
    mountLayerCatalogue(catalogue, store),
    mountLayerDetails(element),
  ];
  draw();
  return () => stops.forEach((stop) => stop());
}
