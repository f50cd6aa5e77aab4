/** An axis for a few values: from zero where they are of one order, by powers of ten where they are not. Pure. */

/** Largest to smallest value beyond which equal steps would press the small ones together. */
const LOG_FROM = 200;
const TICKS = 3;

/**
 * @param {number[]} values
 * @returns {{isLog: boolean, ticks: number[], place: (value: number) => number}} place: 0 to 1 along the axis
 */
export function makeScale(values) {
  const positive = values.filter((value) => value > 0);
  const [low, high] = [Math.min(...positive), Math.max(...positive)];
  if (positive.length === 0) return { isLog: false, ticks: [0], place: () => 0 };
  if (high / low >= LOG_FROM) return logScale(low, high);
  const step = niceStep(high / TICKS);
  const end = Math.ceil(high / step) * step;
  const ticks = Array.from({ length: Math.round(end / step) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  );
  return { isLog: false, ticks, place: (value) => clamp(value / end) };
}

function logScale(low, high) {
  const [from, to] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const step = Math.max(1, Math.ceil((to - from) / TICKS));
  const ticks = [];
  for (let power = from; power <= to; power += step) ticks.push(10 ** power);
  return {
    isLog: true,
    ticks,
    place: (value) => (value > 0 ? clamp((Math.log10(value) - from) / (to - from)) : 0),
  };
}

/** The round number (1, 2 or 5 times a power of ten) that is not below the wish. */
function niceStep(wish) {
  const power = 10 ** Math.floor(Math.log10(wish));
  return [1, 2, 5, 10].find((factor) => factor * power >= wish) * power;
}

const clamp = (share) => Math.min(1, Math.max(0, share));
