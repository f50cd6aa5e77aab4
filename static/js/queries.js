/**
 * Asks the server for what the view paints, and lays the answers into slots of the store:
 * - `painting`: {status: 'loading'|'ready'|'error', mode, designations, choropleth, error}
 * - `overview`: the designations of the region under no other filter, for the counts in the themes panel.
 */
import { getChoropleth, getDesignations, getDraftDesignations, isAborted } from './api.js';
import { choroplethParams, filterParams, paintMode } from './lib/query.js';

const PAINT_KEYS = ['review', 'topic', 'doc', 'clause', 'relation', 'kind', 'year', 'region', 'indicator', 'scheme', 'k'];

/**
 * @param {import('./store.js').Store} store
 * @returns {() => void} stops
 */
export function connectQueries(store) {
  const stops = [
    store.on(PAINT_KEYS, () => loadPainting(store)),
    store.on('reload', () => {
      loadPainting(store);
      if (!store.get('overview')) loadOverview(store);
    }),
    store.on('region', () => loadOverview(store)),
  ];
  loadPainting(store);
  loadOverview(store);
  return () => stops.forEach((stop) => stop());
}

async function loadPainting(store) {
  const { view } = store;
  const mode = paintMode(view);
  store.put('painting', { ...store.get('painting'), status: 'loading' });
  try {
    const [designations, choropleth] = await Promise.all([
      mode.designations ? designationsOf(view) : null,
      mode.choropleth ? getChoropleth(choroplethParams(view), { channel: 'choropleth' }) : null,
    ]);
    store.put('painting', { status: 'ready', designations, choropleth });
  } catch (error) {
    if (!isAborted(error)) store.put('painting', { status: 'error', designations: null, choropleth: null, error });
  }
}

/** The map of a draft is its own; else that of all documents. */
const designationsOf = (view) =>
  view.review
    ? getDraftDesignations(view.review, { relation: view.relation }, { channel: 'designations' })
    : getDesignations(filterParams(view), { channel: 'designations' });

/** The counts are a courtesy: without them the panel shows none, and trying again brings them, so a failure is not told. */
async function loadOverview(store) {
  try {
    const params = filterParams({ region: store.view.region });
    store.put('overview', await getDesignations(params, { channel: 'overview' }));
  } catch (error) {
    if (!isAborted(error)) store.put('overview', null);
  }
}
