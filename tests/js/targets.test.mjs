import assert from 'node:assert/strict';
import test from 'node:test';
import { splitWording } from '../../static/js/lib/figures.js';
import { makeScale } from '../../static/js/lib/scale.js';
import { facet, groupTargets, measures, ofMeasure } from '../../static/js/lib/targets.js';

const target = (topics, year, value, unit, places = []) => ({
  topics,
  year,
  figure: { value, value_max: null, unit },
  places,
});
const KAIYANG = { adcode: '520121', name: '开阳县' };
const TARGETS = [
  target(['coal', 'green'], 2027, 1200, '户', [KAIYANG, KAIYANG]),
  target(['coal'], 2025, 30, '万吨', [{ adcode: '520622', name: '玉屏侗族自治县' }, KAIYANG]),
  target(['tea'], null, 2, '万吨'),
];
const counts = (groups) => groups.map(({ key, targets }) => [key, targets.length]);

test('a target counts under each of its topics, and once under a place that is named twice', () => {
  assert.deepEqual(counts(groupTargets(TARGETS, 'topic')), [
    ['coal', 2],
    ['green', 1],
    ['tea', 1],
  ]);
  assert.deepEqual(counts(groupTargets(TARGETS, 'place')), [
    ['520121', 2],
    ['520622', 1],
    ['', 1],
  ]);
});

test('years stand in their order, what has none comes last', () => {
  assert.deepEqual(counts(groupTargets(TARGETS, 'year')), [
    ['2025', 1],
    ['2027', 1],
    ['', 1],
  ]);
});

test('a choice does not shrink the bars it was made from', () => {
  const chosen = { topic: ['coal'], year: 2027 };
  assert.deepEqual(counts(facet(TARGETS, 'topic', chosen)), [
    ['coal', 1],
    ['green', 1],
  ]);
  assert.deepEqual(counts(facet(TARGETS, 'year', chosen)), [
    ['2025', 1],
    ['2027', 1],
  ]);
  assert.deepEqual(counts(facet(TARGETS, 'place', chosen)), [['520121', 1]]);
});

test('only a unit that two targets share can be compared, largest first', () => {
  assert.deepEqual(measures(TARGETS), [{ unit: '万吨', count: 2 }]);
  assert.deepEqual(
    ofMeasure(TARGETS, '万吨').map(({ figure }) => figure.value),
    [30, 2],
  );
});

test('the words of a document stand where they stood around the number', () => {
  assert.deepEqual(splitWording('力争…以上'), { before: '力争', after: '以上' });
  assert.deepEqual(splitWording('以上'), { before: '', after: '以上' });
  assert.deepEqual(splitWording('及以上'), { before: '', after: '及以上' });
  assert.deepEqual(splitWording('百亿级'), { before: '', after: '百亿级' });
  assert.deepEqual(splitWording('力争'), { before: '力争', after: '' });
  assert.deepEqual(splitWording(''), { before: '', after: '' });
});

test('values of one order share an axis from zero with round ticks', () => {
  const { isLog, ticks, place } = makeScale([80, 30, 3]);
  assert.deepEqual([isLog, ticks], [false, [0, 50, 100]]);
  assert.equal(place(50), 0.5);
});

test('values of very different size share an axis of powers of ten', () => {
  const { isLog, ticks, place } = makeScale([2000, 1]);
  assert.deepEqual([isLog, ticks], [true, [1, 100, 10000]]);
  assert.deepEqual([place(1), place(100), place(0)], [0, 0.5, 0]);
});

test('equal values, one value and no value have an axis too', () => {
  assert.equal(makeScale([5, 5]).place(5), 5 / 6);
  assert.equal(makeScale([100, 20000]).place(20000) <= 1, true);
  assert.equal(makeScale([]).place(3), 0);
});
