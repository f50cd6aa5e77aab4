/** What the map and the table twin show of a comparison: the counties of the chosen group or line, and all its lines. */
import { goToArea, isPlaceOpen } from '../focus.js';
import { isWithin } from '../lib/bbox.js';
import { toLonLat } from '../lib/tile-math.js';
import { t } from '../i18n.js';
import { WHOLE_COUNTRY } from '../state.js';
import { countiesOf, shownGroup, unitsOf } from './comparison-model.js';
import { comparisonRows } from './comparison-rows.js';

/** Three kinds of counties are told apart by pattern: solid, hatched, dotted. */
const LOOKS = { both: 'named', b: 'member', a: 'scope' };
/** Around the counties of a line [degrees]. */
const ROOM = 0.8;
const SETTLED_MS = 500;

/**
 * @param {{store: import('../store.js').Store, answer: object, isChosen: boolean}} context isChosen: somebody chose the
 *   documents here, so that no address says where to look
 * @returns {() => void} stops
 */
export function connectComparisonMap({ store, answer, isChosen }) {
  const show = () => {
    const group = shownGroup(answer, store.view.group);
    const counties = countiesOf(answer, { group, line: store.view.line });
    store.put('compared', painting(counties, group, answer));
    store.put('comparedRows', comparisonRows(answer, group));
  };
  const look = () => {
    show();
    const { line } = store.view;
    const group = shownGroup(answer, store.view.group);
    const found = line ? [...countiesOf(answer, { group, line })] : [];
    const shared = found.filter(([, side]) => side === 'both');
    const codes = (shared.length > 0 ? shared : found).map(([adcode]) => adcode);
    // The detail that opens covers part of the map: what is seen is known once it stands.
    const go = () => store.view.line === line && goTo(store, codes);
    requestAnimationFrame(() => requestAnimationFrame(go));
    // On a phone the detail comes up as a sheet: what it covers is known once it stands still.
    setTimeout(go, SETTLED_MS);
  };
  const stops = [store.on(['group'], show), store.on('line', look)];
  focusOn(store, answer, isChosen);
  show();
  return () => stops.forEach((stop) => stop());
}

/** In the shape of what the server says of designations, so that map, legend and table need no other way. */
function painting(counties, group, answer) {
  const names = namesOf(answer);
  const rows = [...counties].map(([adcode, side]) => ({
    adcode,
    name: names.get(adcode) ?? adcode,
    province: `${adcode.slice(0, 2)}0000`,
    level: 'county',
    relation: LOOKS[side],
    topics: [],
  }));
  const counts = {};
  rows.forEach(({ relation }) => (counts[relation] = (counts[relation] ?? 0) + 1));
  const kind = group === 'unnamed' ? 'unnamed' : 'named';
  const title = (side) => ({ zh: t(`comparison.map.${kind}.${side}`), en: t(`comparison.map.${kind}.${side}`) });
  return {
    rows,
    counts,
    titles: Object.fromEntries(Object.entries(LOOKS).map(([side, relation]) => [relation, title(side)])),
    title: `${t('comparison.title')} · ${t(`comparison.group.${group}`)}`,
  };
}

/** Every name that the answer says of a county. */
function namesOf(answer) {
  const units = [
    ...answer.rows.flatMap(({ a, b }) => [a, b].flatMap(unitsOf)),
    ...['a', 'b'].flatMap((side) => [
      ...answer.unnamed[side],
      ...answer.shared_topics[side].flatMap(({ counties }) => counties),
    ]),
    ...answer.common_topics.flatMap(({ counties }) => counties),
  ];
  return new Map(units.map(({ adcode, name }) => [adcode, name]));
}

/**
 * Who chose documents of another area is led there, and so is who opened a link that leaves the place to them; who looks
 * at the whole country stays.
 */
function focusOn(store, answer, isChosen) {
  const { region: area } = answer[answer.upper || 'a'];
  const { region } = store.view;
  if (region === WHOLE_COUNTRY) return;
  if (isChosen ? !isWithin(area, region) : isPlaceOpen(store, area)) goToArea(store, area);
}

/** The map moves only where one of the counties cannot be seen. */
function goTo(store, codes) {
  const points = codes.map((adcode) => store.get('gazetteer')?.get(adcode)).filter(Boolean).map(toLonLat);
  const seen = store.get('seen');
  const isSeen = ({ lon, lat }) => seen && lon > seen[0] && lon < seen[2] && lat > seen[1] && lat < seen[3];
  if (points.length === 0 || points.every(isSeen)) return;
  const lons = points.map(({ lon }) => lon);
  const lats = points.map(({ lat }) => lat);
  const bbox = [Math.min(...lons) - ROOM, Math.min(...lats) - ROOM, Math.max(...lons) + ROOM, Math.max(...lats) + ROOM];
  store.put('goto', { bbox, at: Date.now() });
}
