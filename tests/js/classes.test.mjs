import assert from 'node:assert/strict';
import test from 'node:test';
import { whyFewer } from '../../static/js/lib/classes.js';

const painted = (count, values, scheme = 'quantiles') => ({
  scheme,
  classes: Array.from({ length: count }, () => ({})),
  values: Object.fromEntries(values.map((value, index) => [String(520101 + index), value])),
});

test('as many classes as were asked for need no word', () => {
  assert.equal(whyFewer(painted(5, [1, 2, 3, 4, 5]), 5), '');
});

test('few different values give few classes, and a zero is none of them', () => {
  assert.equal(whyFewer(painted(2, [0, 0, 1, 2, 2]), 3), 'distinct');
});

test('equal values cannot be parted', () => {
  assert.equal(whyFewer(painted(3, [1, 1, 1, 1, 2, 3, 4, 5]), 5), 'ties');
});

test('equal steps may have none in them', () => {
  assert.equal(whyFewer(painted(2, [1, 2, 3, 4, 900], 'equal_interval'), 5), 'empty');
});

test('without a value there is no class to miss', () => {
  assert.equal(whyFewer(painted(0, []), 5), '');
});
