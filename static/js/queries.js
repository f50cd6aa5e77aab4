/**
 * Asks the server for what the view paints, and lays the answers into slots of the store:
 * - `painting`: {status: 'loading'|'ready'|'error', mode, designations, choropleth, error}
 * - `overview`: the designations of the region under no other filter, for the counts in the themes panel.
 */
import { cancel, getChoropleth, getDesignations, getDraftDesignations, isAborted } from './api.js';
import { choroplethParams, filterParams, isComparing, paintMode } from './lib/query.js';

const PAINT_KEYS = ['review', 'tab', 'pair', 'topic', 'doc', 'clause', 'relation', 'kind', 'year', 'region', 'indicator', 'scheme', 'k'];

/**
 * @param {import('./store.js').Store} store
 * @returns {() => void} stops
 */
export function connectQueries(store) {
  const stops = [
    store.on(PAINT_KEYS, (names) => mustPaint(store, names) && loadPainting(store)),
    store.on('compared', () => isComparing(store.view) && loadPainting(store)),
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

/** Another tab changes nothing on the map, but where one comes to a comparison of documents or goes from it. */
function mustPaint(store, names) {
  const isOther = names.some((name) => PAINT_KEYS.includes(name) && name !== 'tab' && name !== 'pair');
  const was = Boolean(store.get('painting')?.isCompared);
  return isOther || was !== isComparing(store.view) || was;
}

async function loadPainting(store) {
  const { view } = store;
  if (isComparing(view)) return paintCompared(store);
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

/** What the comparison of two documents laid down: its counties, and what each kind of them is called. */
function paintCompared(store) {
  cancel('designations');
  cancel('choropleth');
  const compared = store.get('compared');
  const status = compared ? 'ready' : 'loading';
  store.put('painting', { status, designations: compared ?? null, choropleth: null, isCompared: true });
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
