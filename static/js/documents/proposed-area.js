/** Which areas may be meant for a new document when the file itself tells none. Pure. */
import { DEFAULT_REGION, WHOLE_COUNTRY } from '../state.js';

/**
 * @param {{region: string, me: string, drafts: {region: string, region_name: string, created: string,
 *   created_by: string}[]}} known region: in focus; me: account; drafts: as the server lists them
 * @returns {{adcode: string, name: string, reason: 'focus'|'last'}[]} to be offered, never filled in unasked; name is
 *   empty for a region in focus
 */
export function likelyAreas({ region, me, drafts }) {
  // The first region of all is in focus unasked.
  const isChosen = region !== WHOLE_COUNTRY && region !== DEFAULT_REGION;
  const mine = drafts.filter((one) => one.created_by === me && one.region_name);
  const last = mine.reduce((one, other) => (one && one.created >= other.created ? one : other), null);
  return [
    isChosen && { adcode: region, name: '', reason: 'focus' },
    last && !(isChosen && last.region === region) && { adcode: last.region, name: last.region_name, reason: 'last' },
  ].filter(Boolean);
}
