/**
 * What two units are asked for, beside each other. Pure.
 *
 * @typedef {{relation: string, goals: number, targets: number}} Share of one unit in a topic
 * @typedef {{topic: string, a: Share|null, b: Share|null}} Pair
 */

/**
 * @param {Pair[]} pairs
 * @returns {{shared: Pair[], onlyA: Pair[], onlyB: Pair[], scope: Pair[]}} shared: both are asked, at least one of them by
 *   name or region; scope: what reaches both alike through a plan's scope; each with the most goals first
 */
export function sortPairs(pairs) {
  const groups = { shared: [], onlyA: [], onlyB: [], scope: [] };
  for (const pair of pairs) {
    const { a, b } = pair;
    if (a && b) groups[isMeant(a) || isMeant(b) ? 'shared' : 'scope'].push(pair);
    else groups[a ? 'onlyA' : 'onlyB'].push(pair);
  }
  const strength = ({ a, b }) => isMeant(a) + isMeant(b);
  const goals = ({ a, b }) => (a?.goals ?? 0) + (b?.goals ?? 0);
  for (const group of Object.values(groups)) {
    group.sort((one, other) => strength(other) - strength(one) || goals(other) - goals(one));
  }
  return groups;
}

const isMeant = (share) => Number(Boolean(share) && share.relation !== 'scope');

/**
 * @param {{id: string, value: number|null}[]} first indicators of one unit
 * @param {{id: string, value: number|null}[]} second of the other
 * @returns {{indicator: object, a: number|null, b: number|null}[]} in the order of the first; null: no data
 */
export function pairIndicators(first, second) {
  const ids = [...new Set([...first, ...second].map(({ id }) => id))];
  const find = (list, id) => list.find((one) => one.id === id);
  return ids.map((id) => ({
    indicator: find(first, id) ?? find(second, id),
    a: find(first, id)?.value ?? null,
    b: find(second, id)?.value ?? null,
  }));
}
