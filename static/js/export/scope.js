/** Which part of the country is on the figure: a region, a county with its neighbours, picked ones, or what the map shows. */
import { getUnit } from '../api.js';
import { el, fill } from '../dom.js';
import { lang, t } from '../i18n.js';
import { bboxText, provinceOf } from '../lib/figure-params.js';
import { WHOLE_COUNTRY } from '../state.js';
import { regionName } from '../ui/region.js';
import { createSelection } from './selection.js';

const REGION = 'region:';

/**
 * @param {import('../store.js').Store} store
 * @param {import('./draft.js').Draft} draft
 * @returns {import('./controls.js').Control}
 */
export function scopeControl(store, draft) {
  const bootstrap = store.get('bootstrap');
  const seen = store.get('seen') ? bboxText(store.get('seen')) : '';
  const select = el('select', { id: 'export-scope', class: 'input', onchange: () => choose() });
  const province = provinceOf(draft.get('region') || store.view.region);
  const selection = createSelection(province, () => draft.set({ units: selection.units(), bbox: '' }));
  let isPicking = false;
  let children = [];
  let unitName = '';
  /** Names of regions that are no choice here, but that a figure file may bring. */
  const others = new Map();

  const choose = () => {
    isPicking = select.value === 'selection';
    if (isPicking && !selection.units() && store.view.unit) selection.add(store.view.unit, unitName || store.view.unit);
    draft.set(patches()[select.value]);
    show();
  };

  /** What each choice changes. */
  const patches = () => ({
    ...Object.fromEntries(
      [...select.options]
        .filter(({ value }) => value.startsWith(REGION))
        .map(({ value }) => [value, { region: value.slice(REGION.length), units: '', bbox: '' }]),
    ),
    unit: { units: store.view.unit, bbox: '' },
    selection: { units: selection.units(), bbox: '' },
    seen: { units: '', bbox: seen },
    kept: {},
  });

  const current = () => {
    const { units = '', bbox = '' } = draft.params;
    // A figure file or the way back to the view may have brought another extent.
    isPicking &&= units === selection.units();
    if (isPicking) return 'selection';
    if (units) return units === store.view.unit ? 'unit' : 'kept';
    if (bbox) return bbox === seen ? 'seen' : 'kept';
    return `${REGION}${draft.get('region')}`;
  };

  const show = () => {
    const chosen = current();
    const region = draft.get('region');
    const regions = province ? [] : bootstrap.regions.map(({ adcode }) => adcode);
    const known = new Set([WHOLE_COUNTRY, province, ...regions, ...children.map(({ adcode }) => adcode)]);
    fill(
      select,
      option(`${REGION}${province || WHOLE_COUNTRY}`, regionName(province || WHOLE_COUNTRY, bootstrap)),
      regions.map((adcode) => option(`${REGION}${adcode}`, regionName(adcode, bootstrap))),
      children.map((one) => option(`${REGION}${one.adcode}`, nameOf(one))),
      province && option(`${REGION}${WHOLE_COUNTRY}`, t('region.all')),
      region && !known.has(region) && option(`${REGION}${region}`, nameOfOther(region)),
      store.view.unit && option('unit', t('export.scope.unit', { name: unitName || store.view.unit })),
      option('selection', t('export.scope.selection')),
      seen && option('seen', t('export.scope.seen')),
      chosen === 'kept' && option('kept', t('export.scope.kept')),
    );
    select.value = chosen;
    selection.element.hidden = chosen !== 'selection';
  };

  // Without the names of units the region itself and the map can still be chosen, so a failure is not told.
  const quiet = (request) => request.catch(() => null);

  const nameOfOther = (region) => {
    if (!others.has(region)) {
      others.set(region, regionName(region, bootstrap));
      quiet(getUnit(region)).then((unit) => {
        if (!unit) return;
        others.set(region, nameOf(unit));
        show();
      });
    }
    return others.get(region);
  };

  const learn = async () => {
    const [unit, parent] = await Promise.all([
      store.view.unit ? quiet(getUnit(store.view.unit)) : null,
      province ? quiet(getUnit(province)) : null,
    ]);
    unitName = unit ? nameOf(unit) : '';
    children = (parent?.children ?? []).filter(({ level }) => level === 'prefecture');
    show();
  };
  learn();

  const element = el(
    'div',
    { class: 'export-field', data: { field: 'scope' } },
    el('label', { for: select.id }, t('export.scope')),
    select,
    selection.element,
  );
  return { element, show };
}

const option = (value, label) => el('option', { value }, label);
const nameOf = ({ name, name_en: nameEn }) => (lang() === 'en' && nameEn ? nameEn : name);
