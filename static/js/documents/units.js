/** Units by code, each asked for once: where they stand and what they lie in. */
import { getUnit } from '../api.js';

const known = new Map();

/**
 * @param {string} adcode
 * @returns {Promise<object|null>} null where it cannot be had
 */
export function unitOf(adcode) {
  if (!known.has(adcode))
    known.set(
      adcode,
      getUnit(adcode).catch(() => {
        known.delete(adcode);
        return null;
      }),
    );
  return known.get(adcode);
}

/**
 * @param {string} adcode
 * @returns {Promise<string>} the units that it lies in, province first
 */
export async function pathOf(adcode) {
  const unit = await unitOf(adcode);
  return (unit?.parents ?? []).map(({ name }) => name).join('');
}
