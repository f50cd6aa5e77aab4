import assert from 'node:assert/strict';
import test from 'node:test';
import { unpack, unpackLine } from '../../static/js/standalone/packed.js';
import { findUnits } from '../../static/js/standalone/search.js';

test('a packed line is read to the metre', () => {
  // As atlas/render/web_map_lines.py writes (106, 26.5), (106.00001, 26.5); the doctest there holds the same text.
  assert.deepEqual(unpackLine('Wa_cKWvtX520'), [
    [106, 26.5],
    [106.00001, 26.5],
  ]);
});

test('lines keep the nesting of their rings and parts', () => {
  assert.deepEqual(unpack([['20', '02']]), [[[[0.00001, 0]], [[0, 0.00001]]]]);
});

const UNITS = [
  { adcode: '520121', name: '开阳县', pinyin: 'kaiyang', initials: 'ky', old: [] },
  { adcode: '520281', name: '盘州市', pinyin: 'panzhou', initials: 'pz', old: ['盘县'] },
  { adcode: '520122', name: '息烽县', pinyin: 'xifeng', initials: 'xf' },
];
const found = (query) => findUnits(UNITS, query).map(({ adcode }) => adcode);

test('a unit is found by name, old name, pinyin, initials and code', () => {
  for (const query of ['开阳', 'KaiYang', 'kai yang', 'ky', '520121']) assert.deepEqual(found(query), ['520121']);
  assert.deepEqual(found('盘县'), ['520281']);
  assert.deepEqual(found('无此地'), []);
});

test('what begins with the words comes before what only holds them', () => {
  assert.deepEqual(found('县'), ['520121', '520281', '520122']);
  assert.deepEqual(found('5201'), ['520121', '520122']);
});
