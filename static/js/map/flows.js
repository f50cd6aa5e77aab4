/** The arrows from partners to the host of a cluster, for the unit whose profile is open. */
import { getClause, getUnit } from '../api.js';
import { SOLID } from '../lib/paint.js';
import { toWorld } from '../lib/tile-math.js';

const MOST_CLAUSES = 6;
const MOST_UNKNOWN = 12;

/**
 * @param {object[]} goals with all their places
 * @param {{get: (adcode: string) => {x: number, y: number}|undefined}} positions
 * @returns {{from: object, to: object}[]} only between places whose position is known
 */
export function flowsOf(goals, positions) {
  const flows = new Map();
  for (const { host, places = [] } of goals) {
    const end =
      places.find(({ relation, place, name }) => relation !== 'partner' && host && [place, name].includes(host)) ??
      places.find(({ relation }) => SOLID.has(relation));
    const to = end && positions.get(end.adcode);
    for (const { adcode, relation } of to ? places : []) {
      const from = relation === 'partner' && positions.get(adcode);
      if (from) flows.set(`${adcode}>${end.adcode}`, { from, to });
    }
  }
  return [...flows.values()];
}

/**
 * A profile tells only the unit's own place in a goal, so the clauses of its clusters are asked for their other places.
 * @param {import('../store.js').Store} store
 * @param {{get: (adcode: string) => {x: number, y: number}|undefined}} gazetteer
 * @param {() => void} redraw
 * @returns {() => {from: object, to: object}[]} the arrows to draw now
 */
export function connectFlows(store, gazetteer, redraw) {
  let goals = [];
  let found = new Map();
  const positions = { get: (adcode) => gazetteer.get(adcode) ?? found.get(adcode) };

  const load = async (profile) => {
    goals = [];
    const clauses = clausesOf(profile);
    if (clauses.length === 0) return redraw();
    try {
      const answers = await Promise.all(clauses.map(({ document, clause }) => getClause(document, clause)));
      if (store.get('profile') !== profile) return undefined;
      const ids = new Set(partnerGoals(profile).map(({ id }) => id));
      goals = answers.flatMap((answer) => answer.goals).filter(({ id }) => ids.has(id));
      found = await positionsOf(goals, positions);
    } catch {
      // The arrows are an addition: outline and table say the same without them.
      goals = [];
    }
    return redraw();
  };
  store.on('profile', () => load(store.get('profile')));
  return () => flowsOf(goals, positions);
}

/** Goals in which others take part: clusters, and those that name the unit as a partner. */
function partnerGoals(profile) {
  const asPartner = (profile?.asked ?? []).filter(({ relation }) => relation === 'partner');
  return [...(profile?.clusters ?? []), ...asPartner.flatMap(({ topics }) => topics.flatMap(({ goals }) => goals))];
}

function clausesOf(profile) {
  const clauses = new Map(partnerGoals(profile).map((goal) => [`${goal.document}#${goal.clause}`, goal]));
  return [...clauses.values()].slice(0, MOST_CLAUSES);
}

/** Places beyond the tiles that are here are asked for once. */
async function positionsOf(goals, known) {
  const codes = goals.flatMap(({ places = [] }) => places.map(({ adcode }) => adcode));
  const unknown = [...new Set(codes)].filter((adcode) => adcode && !known.get(adcode)).slice(0, MOST_UNKNOWN);
  const units = await Promise.all(unknown.map((adcode) => getUnit(adcode)));
  return new Map(units.map(({ adcode, label }) => [adcode, toWorld(...label)]));
}
