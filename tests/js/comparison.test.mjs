import assert from 'node:assert/strict';
import test from 'node:test';
import { pairIndicators, sortPairs } from '../../static/js/lib/comparison.js';

const share = (relation, goals) => ({ relation, goals, targets: 0 });
const topics = (pairs) => pairs.map(({ topic }) => topic);

test('shared topics come first in which both are named, then those of one, then what everybody is asked', () => {
  const { shared, onlyA, onlyB, scope } = sortPairs([
    { topic: 'digital', a: share('scope', 4), b: share('scope', 4) },
    { topic: 'aviation', a: share('member', 9), b: share('scope', 9) },
    { topic: 'phosphorus', a: share('named', 1), b: share('named', 1) },
    { topic: 'batteries', a: share('named', 3), b: share('named', 3) },
    { topic: 'tea', a: share('named', 1), b: null },
    { topic: 'bearings', a: null, b: share('member', 1) },
  ]);
  assert.deepEqual(topics(shared), ['batteries', 'phosphorus', 'aviation']);
  assert.deepEqual([topics(onlyA), topics(onlyB), topics(scope)], [['tea'], ['bearings'], ['digital']]);
});

test('an indicator that only one unit has stands against no data', () => {
  const rows = pairIndicators(
    [{ id: 'population', value: 5 }],
    [
      { id: 'population', value: 7 },
      { id: 'area', value: 0 },
    ],
  );
  assert.deepEqual(
    rows.map(({ indicator, a, b }) => [indicator.id, a, b]),
    [
      ['population', 5, 7],
      ['area', null, 0],
    ],
  );
});
