// What MapLibre's own validator and expressions make of a style: JSON in, JSON out.
import { createPropertyExpression, featureFilter, latest, validateStyleMin } from '@maplibre/maplibre-gl-style-spec';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { style, features, zoom } = JSON.parse(Buffer.concat(chunks));

const FEATURE_TYPES = { point: 1, line: 2, polygon: 3 };

function evaluate(kind, name, value, feature) {
  const found = createPropertyExpression(value, name, latest[kind][name]);
  if (found.result === 'error') throw new Error(found.value.map(({ message }) => message).join('; '));
  const result = found.value.evaluate({ zoom }, feature);
  return typeof result?.toString === 'function' && name.endsWith('color') ? String(result) : result;
}

const drawn = features.map(({ geometry, properties }) => {
  const feature = { type: FEATURE_TYPES[geometry], properties };
  const looks = {};
  for (const { type, filter, paint } of style.layers) {
    if (filter && !featureFilter(filter, 'filter').filter({ zoom }, feature)) continue;
    looks[type] = Object.fromEntries(
      Object.entries(paint).map(([name, value]) => [name, evaluate(`paint_${type}`, name, value, feature)]),
    );
  }
  return looks;
});
console.log(JSON.stringify({ errors: validateStyleMin(style).map(({ message }) => message), drawn }));
