/** What the map and the table twin show of a comparison: the counties of the chosen group or line, and all its lines. */
import { toLonLat } from '../lib/tile-math.js';
import { t } from '../i18n.js';
import { LISTS, countiesOf, shownGroup } from './comparison-model.js';
import { comparisonRows } from './comparison-rows.js';

/** Three kinds of counties are told apart by pattern: solid, hatched, dotted. */
const LOOKS = { both: 'named', b: 'member', a: 'scope' };
/** Around the counties of a line [degrees]. */
const ROOM = 0.8;

/**
 * @param {{store: import('../store.js').Store, answer: object}} context
 * @returns {() => void} stops
 */
export function connectComparisonMap({ store, answer }) {
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
    requestAnimationFrame(() => requestAnimationFrame(() => store.view.line === line && goTo(store, codes)));
  };
  const stops = [store.on(['group'], show), store.on('line', look)];
  focusOn(store, answer);
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
    goals: countLines(answer, group, adcode),
    targets: 0,
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

function countLines(answer, group, adcode) {
  if (LISTS.includes(group)) return 1;
  return answer.rows.filter(
    ({ status, counties }) => status === group && (counties.a.includes(adcode) || counties.b.includes(adcode)),
  ).length;
}

/** Every name that the answer says of a county. */
function namesOf(answer) {
  const units = [
    ...answer.rows.flatMap(({ a, b }) => [...(a?.places ?? []), ...(b?.places ?? [])]),
    ...['a', 'b'].flatMap((side) => [
      ...answer.unnamed[side],
      ...answer.shared_topics[side].flatMap(({ counties }) => counties),
    ]),
    ...answer.common_topics.flatMap(({ counties }) => counties),
  ];
  return new Map(units.map(({ adcode, name }) => [adcode, name]));
}

/** The province of the documents is brought into focus. */
function focusOn(store, answer) {
  const region = `${answer.a.region.slice(0, 2)}0000`;
  const { regions } = store.get('bootstrap');
  if (store.view.region === region || !regions.some(({ adcode }) => adcode === region)) return;
  store.set({ region, at: null }, { replace: true });
  store.put('goto', { region, at: Date.now() });
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
