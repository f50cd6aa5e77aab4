/** Which area a new document most likely governs. Pure. */
import { DEFAULT_REGION, WHOLE_COUNTRY } from '../state.js';

/**
 * @param {{region: string, me: string, drafts: {region: string, region_name: string, created: string,
 *   created_by: string}[]}} known region: in focus; me: account; drafts: as the server lists them
 * @returns {{adcode: string, name: string}|null} name is empty for a region in focus; null where nothing tells
 */
export function proposedArea({ region, me, drafts }) {
  // The first region of all is in focus unasked.
  if (region !== WHOLE_COUNTRY && region !== DEFAULT_REGION) return { adcode: region, name: '' };
  const mine = drafts.filter((one) => one.created_by === me && one.region_name);
  const last = mine.reduce((one, other) => (one && one.created >= other.created ? one : other), null);
  if (last) return { adcode: last.region, name: last.region_name };
  return region === WHOLE_COUNTRY ? null : { adcode: region, name: '' };
}
