/**
 * Ties the map to the review through the store: outlines of what is spoken of, numbers on the candidates of a place in
 * doubt, and a click on a county that chooses it.
 */
import { toLonLat } from '../lib/tile-math.js';
import { unitOf } from './units.js';
import { isPlaceDoubtful } from './worklist.js';

/** More units than this are not gone to one by one: the province shows them. */
const MOST_UNITS = 16;
/** Around a label point, so that the unit is seen and not its name alone [degrees]. */
const ROOM = 0.35;

/**
 * @param {object} context
 * @returns {() => void} stops
 */
export function connectMap({ store, model }) {
  let turn = 0;

  const spoken = () => {
    const { entry, place } = store.view;
    const hot = store.get('reviewHot');
    const item = model.item(hot?.item || entry);
    return { item, place: item?.places.find(({ id }) => id === (hot ? hot.place : place)) };
  };
  const mark = () => {
    const { item, place } = spoken();
    const places = place ? [place] : (item?.places ?? []);
    const adcodes = places
      .filter(({ decision }) => decision !== 'rejected')
      .flatMap((one) => one.units.map(({ adcode }) => adcode));
    store.put('marked', adcodes.length > MOST_UNITS * 4 ? [] : adcodes);
  };
  /** Where units stand; those that the map has not met are asked for once. */
  const pointsOf = (adcodes) =>
    Promise.all(
      adcodes.map(async (adcode) => {
        if (!adcode) return null;
        const met = store.get('gazetteer')?.get(adcode);
        if (met) return toLonLat(met);
        const unit = await unitOf(adcode);
        return unit && { lon: unit.label[0], lat: unit.label[1] };
      }),
    );

  const go = async ({ mayMove = true, isArrival = false } = {}) => {
    const now = (turn += 1);
    const item = model.item(store.view.entry);
    const places = item?.places.filter(({ decision }) => decision !== 'rejected') ?? [];
    const place = places.find(({ id }) => id === store.view.place) ?? places.find(isPlaceDoubtful);
    const candidates = place && isPlaceDoubtful(place) ? place.candidates.slice(0, 9) : [];
    const units = (place ? [place] : places).flatMap((one) => one.units.map(({ adcode }) => adcode));
    const adcodes = candidates.length > 0 ? candidates.map((one) => one.adcodes[0]) : units.slice(0, MOST_UNITS);
    const points = await pointsOf(adcodes);
    if (now !== turn) return;
    store.put(
      'numbered',
      candidates
        .map((candidate, index) => ({ ...points[index], number: index + 1, adcode: candidate.adcodes[0] }))
        .filter(({ lon }) => lon !== undefined),
    );
    if (mayMove) show(points.filter(Boolean), { isAll: candidates.length > 0, isArrival });
  };
  /** The map moves only where what is spoken of cannot be seen. */
  const show = (points, { isAll, isArrival }) => {
    // On arrival the map is on its way to the area of the document: what it shows now says nothing of candidates.
    const seen = isAll && isArrival ? null : store.get('seen');
    const isSeen = ({ lon, lat }) => seen && lon > seen[0] && lon < seen[2] && lat > seen[1] && lat < seen[3];
    if (points.length === 0 || (isAll ? points.every(isSeen) : points.some(isSeen))) return;
    const lons = points.map(({ lon }) => lon);
    const lats = points.map(({ lat }) => lat);
    const bbox = [
      Math.min(...lons) - ROOM,
      Math.min(...lats) - ROOM,
      Math.max(...lons) + ROOM,
      Math.max(...lats) + ROOM,
    ];
    store.put('goto', { bbox, at: Date.now() });
  };
  /** A county under the pointer chooses: a candidate by its number, else the words that lead to it. */
  const pick = () => {
    const { adcode } = store.get('picked') ?? {};
    if (!adcode) return;
    const numbered = (store.get('numbered') ?? []).find((one) => one.adcode === adcode);
    if (numbered && model.mayReview)
      return store.put('reviewWish', { wish: 'candidate', index: numbered.number - 1, at: Date.now() });
    const leads = (item) =>
      item.places.find(
        ({ units, decision }) => decision !== 'rejected' && units.some((unit) => unit.adcode === adcode),
      );
    const listed = model.listed(store.view);
    const all = [model.item(store.view.entry), ...listed, ...model.items()].filter(Boolean);
    const found = all.find(leads);
    if (found) store.set({ entry: found.id, place: leads(found).id });
    return undefined;
  };
  const stops = [
    store.on(['entry', 'place'], () => {
      mark();
      go();
    }),
    store.on('reviewHot', mark),
    store.on('picked', pick),
    model.onChange(() => {
      mark();
      go();
    }),
  ];
  mark();
  // A link that says where to look is right.
  go({ mayMove: !store.view.at, isArrival: true });
  return () => {
    turn = -1;
    stops.forEach((stop) => stop());
  };
}
