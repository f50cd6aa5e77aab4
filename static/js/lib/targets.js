/**
 * Targets counted and grouped by topic, year and place. Pure.
 *
 * @typedef {{topics: string[], year: number|null, figure: {value: number, value_max?: number|null, unit: string},
 *   places: {adcode: string, name: string}[]}} Target of the server
 * @typedef {{key: string, name: string, targets: Target[]}} Group key: slug, year or adcode; '' for what has none
 */

const passesTopic = (target, topics) => topics.length === 0 || target.topics.some((slug) => topics.includes(slug));
const passesYear = (target, year) => year === null || target.year === year;

/** What each way of counting lets a target stand under. */
const KEYS = {
  topic: ({ topics }) => topics.map((slug) => ({ key: slug, name: '' })),
  year: ({ year }) => [{ key: year === null ? '' : String(year), name: '' }],
  place: ({ places }) => {
    const byCode = new Map(places.map(({ adcode, name }) => [adcode, { key: adcode, name }]));
    return byCode.size > 0 ? [...byCode.values()] : [{ key: '', name: '' }];
  },
};

/**
 * @param {Target[]} targets
 * @param {'topic'|'year'|'place'} by
 * @returns {Group[]} largest first; years in their order; what has no key last
 */
export function groupTargets(targets, by) {
  const groups = new Map();
  for (const target of targets) {
    for (const { key, name } of KEYS[by](target)) {
      if (!groups.has(key)) groups.set(key, { key, name, targets: [] });
      groups.get(key).targets.push(target);
    }
  }
  const order =
    by === 'year'
      ? (one, other) => one.key - other.key
      : (one, other) => other.targets.length - one.targets.length;
  return [...groups.values()].sort((one, other) => (one.key === '') - (other.key === '') || order(one, other));
}

/**
 * The bars of the chart. A choice does not shrink the bars it was made from: topics are counted under the year chosen,
 * years under the topics chosen, places under both.
 * @param {Target[]} targets under all other filters
 * @param {'topic'|'year'|'place'} by
 * @param {{topic: string[], year: number|null}} chosen
 * @returns {Group[]}
 */
export function facet(targets, by, { topic, year }) {
  return groupTargets(
    targets.filter(
      (target) => (by === 'topic' || passesTopic(target, topic)) && (by === 'year' || passesYear(target, year)),
    ),
    by,
  );
}

/**
 * @param {Target[]} targets
 * @returns {{unit: string, count: number}[]} units in which at least two targets can be compared, the commonest first
 */
export function measures(targets) {
  const counts = new Map();
  for (const { figure } of targets) if (figure?.unit) counts.set(figure.unit, (counts.get(figure.unit) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([unit, count]) => ({ unit, count }))
    .sort((one, other) => other.count - one.count);
}

/**
 * @param {Target[]} targets
 * @param {string} unit
 * @returns {Target[]} those measured in it, largest first
 */
export function ofMeasure(targets, unit) {
  const size = ({ figure }) => figure.value_max ?? figure.value;
  return targets.filter(({ figure }) => figure?.unit === unit).sort((one, other) => size(other) - size(one));
}
