/** Which answers of a search come first. Pure. */
import { isWithin } from './bbox.js';

const UNITS = new Set(['county', 'prefecture', 'province']);

/**
 * @param {{kind: string, results: {adcode?: string|null}[]}[]} groups of the server
 * @param {string} region in focus
 * @returns {{kind: string, results: object[]}[]} the same groups; units of the region stand before those of others
 */
export function inFocusFirst(groups, region) {
  const isNear = ({ adcode }) => Boolean(adcode) && isWithin(adcode, region);
  return groups.map((group) => {
    if (!UNITS.has(group.kind)) return group;
    const near = group.results.filter(isNear);
    return { ...group, results: [...near, ...group.results.filter((one) => !near.includes(one))] };
  });
}
