import assert from 'node:assert/strict';
import test from 'node:test';
import { createInstead } from '../../static/js/documents/instead.js';

const file = (name) => new File(['x'], name);

test('the file that was sent with a wrong area takes the place of its document', () => {
  const instead = createInstead();
  const plan = file('plan.txt');
  assert.deepEqual(instead.of(plan), {});
  instead.set(plan, 'plan-2028');
  assert.deepEqual(instead.of(plan), { id: 'plan-2028', replace: '1' });
});

test('another file takes the place of nothing, be it of the same name', () => {
  const instead = createInstead();
  instead.set(file('plan.txt'), 'plan-2028');
  assert.deepEqual(instead.of(file('plan.txt')), {});
  assert.deepEqual(instead.of(null), {});
});

test('once another file was chosen the first one takes the place of nothing any more', () => {
  const instead = createInstead();
  const plan = file('plan.txt');
  instead.set(plan, 'plan-2028');
  instead.clear();
  assert.deepEqual(instead.of(plan), {});
});
