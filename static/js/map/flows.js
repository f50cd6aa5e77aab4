/** The arrows from partners to the host of a cluster, for the unit whose profile is open. Pure. */

/**
 * @param {object|null|undefined} profile
 * @param {{get: (adcode: string) => object|undefined}} gazetteer
 * @returns {{from: object, to: object}[]} only between places whose position is known
 */
export function flowsOf(profile, gazetteer) {
  const flows = new Map();
  for (const goal of (profile?.asked ?? []).flatMap(({ topics }) => topics.flatMap(({ goals }) => goals))) {
    const places = goal.places ?? [];
    const host = places.find(({ relation, place, name }) => relation !== 'partner' && goal.host && [place, name].includes(goal.host))
      ?? places.find(({ relation }) => relation === 'named' || relation === 'implicit');
    const to = host && gazetteer.get(host.adcode);
    for (const { adcode, relation } of to ? places : []) {
      const from = relation === 'partner' && gazetteer.get(adcode);
      if (from) flows.set(`${adcode}>${host.adcode}`, { from, to });
    }
  }
  return [...flows.values()];
}
