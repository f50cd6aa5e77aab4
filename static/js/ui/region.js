/** Which province is in focus: those of the documents, or the whole country. */
import { delegate, el, fill } from '../dom.js';
import { lang, t } from '../i18n.js';
import { WHOLE_COUNTRY } from '../state.js';

/** 省 and its like say nothing in a row of provinces. */
const shortName = (name) => name.replace(/(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$/, '');

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountRegion(element, store) {
  element.setAttribute('role', 'radiogroup');
  element.setAttribute('aria-label', t('region.label'));
  let offered = '';

  const show = () => {
    const choices = choicesOf(store);
    const key = choices.map(({ adcode }) => adcode).join();
    if (key !== offered) fill(element, choices.map(segment));
    offered = key;
    for (const button of element.children) {
      const isCurrent = button.dataset.region === store.view.region;
      button.setAttribute('aria-checked', String(isCurrent));
      button.tabIndex = isCurrent ? 0 : -1;
    }
    if (![...element.children].some((button) => button.tabIndex === 0)) element.firstElementChild.tabIndex = 0;
  };
  const choose = (region) => {
    store.set({ region, at: null });
    store.put('goto', { region, at: Date.now() });
  };
  const onKey = (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...element.children];
    const next = buttons[(buttons.indexOf(event.target) + step + buttons.length) % buttons.length];
    choose(next.dataset.region);
    next.focus();
  };
  element.addEventListener('keydown', onKey);
  const stops = [
    delegate(element, 'click', '[data-region]', ({ dataset }) => choose(dataset.region)),
    store.on('region', show),
  ];
  show();
  return () => stops.forEach((stop) => stop());
}

const segment = ({ adcode, label }) =>
  el('button', { type: 'button', class: 'segment', role: 'radio', data: { region: adcode } }, label);

/** Provinces with documents, the one in focus even without, and the whole country. */
function choicesOf(store) {
  const provinces = store
    .get('bootstrap')
    .regions.filter(({ adcode, documents }) => documents.length > 0 || adcode === store.view.region);
  return [
    ...provinces.map(({ adcode, name, name_en: nameEn }) => ({ adcode, label: regionLabel(name, nameEn) })),
    { adcode: WHOLE_COUNTRY, label: t('region.all') },
  ];
}

const regionLabel = (name, nameEn) => (lang() === 'zh' || !nameEn ? shortName(name) : nameEn);

/**
 * @param {string} region adcode or WHOLE_COUNTRY
 * @param {object} bootstrap
 * @returns {string} its full name, in English the one in Latin letters
 */
export function regionName(region, { regions }) {
  if (region === WHOLE_COUNTRY) return t('region.all');
  const found = regions.find(({ adcode }) => adcode === region);
  if (!found) return region;
  return lang() === 'zh' || !found.name_en ? found.name : found.name_en;
}
