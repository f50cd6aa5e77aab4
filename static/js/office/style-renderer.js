/** The choice of how features are told apart, and of the field that is tried first. */
import { baseSymbol } from '../lib/layer-style.js';
import { layerStyleSwatch } from '../ui/layer-swatch.js';
import { fieldsFor } from './style-fields.js';
import { segments } from './style-controls.js';
import { t } from './words.js';

const RENDERERS = ['single', 'categories', 'graduated', 'proportional'];
const MOST_TRIED = 6;
/** Of the first features, more different values than this share of them are no categories. */
const MOST_DIFFERENT = 0.5;

/** Fields that somebody may mean, the likeliest first: of the file, not of those that every import adds; for categories words that recur. */
export function likelyFields({ fields, draft, sample }, renderer) {
  const isSplit = (name) => new Set(sample.map((values) => values[name])).size > MOST_DIFFERENT * sample.length;
  const rank = ({ name, type }) =>
    (renderer === 'categories' && isSplit(name) ? 8 : 0) +
    (name.startsWith('atlas_') ? 4 : 0) +
    (name === draft.title_field ? 2 : 0) +
    (renderer === 'categories' && type !== 'text' ? 1 : 0);
  return fieldsFor(fields, renderer)
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, MOST_TRIED)
    .map(({ name }) => name);
}

export function rendererPart({ draft, fields }, choose) {
  const options = RENDERERS.filter((name) => name !== 'proportional' || draft.geometry !== 'line').map(
    (value) => ({
      value,
      words: t(`style.renderer.${value}`),
      picture: layerStyleSwatch(example(draft, value)),
      isOff: value !== 'single' && fieldsFor(fields, value).length === 0,
      why: t('style.no_field'),
    }),
  );
  return segments('renderer', t('style.renderer'), options, draft.renderer, choose);
}

/** A small picture of what each way of drawing looks like, whatever was chosen of it. */
function example(draft, renderer) {
  const { stroke } = baseSymbol(draft);
  const plain = {
    ...draft,
    renderer,
    opacity: 0.9,
    pattern: 'solid',
    stroke: draft.geometry === 'line' ? stroke : draft.stroke,
  };
  const fills = { categories: ['#B5541C', '#0F6CA8', '#1B7F5C'], graduated: ['#C6DBEF', '#6BAED6', '#08519C'] }[
    renderer
  ];
  if (renderer === 'categories') return { ...plain, categories: { classes: fills.map((fill) => ({ fill })) } };
  if (renderer === 'graduated') return { ...plain, graduated: { fills } };
  return { ...plain, proportional: {} };
}
