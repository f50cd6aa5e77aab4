import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { classOf, fieldsOf, isShownAt, symbolOf } from '../../static/js/lib/layer-style.js';

const {
  documents,
  symbols,
  fields,
  shown_at: shown,
} = JSON.parse(readFileSync(new URL('../style_cases.json', import.meta.url), 'utf8'));
const documentOf = ({ style }) => documents[style].document;

for (const one of symbols)
  test(one.name, () => assert.deepEqual(symbolOf(documentOf(one), one.properties), one.symbol));

test('drawing needs the fields of the chosen renderer and of the label', () => {
  for (const one of fields) assert.deepEqual(fieldsOf(documentOf(one)), one.fields, one.style);
});

test('a layer is drawn between its zooms, the last one whole', () => {
  for (const one of shown)
    assert.equal(isShownAt(documentOf(one), one.zoom), one.is_shown, `${one.style} ${one.zoom}`);
});

test('a block that was not chosen draws nothing', () => {
  const style = { ...documents.output.document, renderer: 'single' };
  assert.equal(symbolOf(style, { 产量: 25 }).radius, 6);
  assert.deepEqual(fieldsOf(style), []);
});

test('classes hold their upper bound', () => {
  const edges = [0, 10, 50, 100];
  assert.deepEqual(
    [-1, 0, 10, 10.1, 50, 51, 1000].map((value) => classOf(edges, value)),
    [0, 0, 0, 1, 1, 2, 2],
  );
});
