/**
 * The region in focus may be a prefecture or a county: an address may name any. Its name and extent are then asked for
 * once and stand beside those of the provinces.
 */
import { getUnit } from './api.js';
import { WHOLE_COUNTRY } from './state.js';

/**
 * @param {{regions: {adcode: string}[]}} bootstrap
 * @param {string} region adcode in focus, or WHOLE_COUNTRY
 * @param {(adcode: string) => Promise<object>} [ask]
 * @returns {Promise<object|null>} the same with the region among its regions; null where there is no such unit
 */
export async function withArea(bootstrap, region, ask = getUnit) {
  if (region === WHOLE_COUNTRY || bootstrap.regions.some(({ adcode }) => adcode === region)) return bootstrap;
  const unit = await ask(region).catch(() => null);
  if (!unit) return null;
  const { adcode, name, name_en, bbox } = unit;
  // Documents are listed by province: a smaller area is a choice only as long as it is in focus.
  return { ...bootstrap, regions: [...bootstrap.regions, { adcode, name, name_en, bbox, documents: [] }] };
}
