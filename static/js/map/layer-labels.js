/** Labels of the features of layers, as candidates that compete with the names of the counties for room. */
import { locale } from '../i18n.js';
import { luminance } from '../lib/colours.js';
import { formatNumber } from '../lib/numbers.js';
import { textWidth } from '../lib/text-width.js';

/** Between the names of prefectures and those of counties. */
const PRIORITY = 500;
const LINE = 1.25;
const GAP_PX = 4;
const MOST_LETTERS = 24;
const WHITE = '#ffffff';
const DARK = '#1d1f21';

/**
 * @param {object[]} labels as layOutTops gives them
 * @returns {object[]} for drawLabels
 */
export function layerLabels(labels) {
  return labels.flatMap(({ x, y, size: extent, properties, symbol, style, isBeside, isLine }) => {
    const text = words(properties[style.field]);
    if (!text) return [];
    const size = style.size_px;
    const width = textWidth(text) * size;
    return [
      {
        text,
        x,
        y,
        size,
        weight: 500,
        width,
        height: size * LINE,
        offsets: isBeside ? beside(width, size, symbol.radius) : [[0, 0], ...(isLine ? acrossLine(size) : [])],
        // The larger feature goes first.
        priority: PRIORITY + 1 / (1 + extent),
        colour: style.colour,
        halo: style.halo ? haloOf(style.colour) : '',
      },
    ];
  });
}

/** A halo in the theme's colour could swallow a name whose colour somebody chose. */
const haloOf = (colour) => (luminance(colour) > 0.4 ? DARK : WHITE);

function beside(width, size, radius) {
  const [aside, above] = [radius + GAP_PX + width / 2, radius + GAP_PX + size / 2];
  return [
    [aside, 0],
    [-aside, 0],
    [0, above],
    [0, -above],
  ];
}

const acrossLine = (size) => [
  [0, size + GAP_PX],
  [0, -size - GAP_PX],
];

function words(value) {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'number' ? formatNumber(value, locale()) : String(value).trim();
  return [...text].length > MOST_LETTERS ? `${[...text].slice(0, MOST_LETTERS - 1).join('')}…` : text;
}
