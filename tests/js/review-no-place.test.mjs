import assert from 'node:assert/strict';
import test from 'node:test';
import { confirmAsking, confirmForAll } from '../../static/js/documents/no-place.js';
import { countReady, lacksPlace } from '../../static/js/documents/worklist.js';

const item = (id, places = []) => ({
  id,
  version: 3,
  clause: '一',
  decision: 'open',
  reviewer: '',
  confidence: 0.99,
  places,
});
const place = (decision) => ({ id: 'p1', decision, reviewer: '', state: 'found', confidence: 0.99 });

/** A review in which every decision is kept. */
function open() {
  const kept = new Map();
  const decided = [];
  const store = { get: (name) => kept.get(name), put: (name, value) => kept.set(name, value) };
  const actions = { decide: async (changes) => decided.push(changes) };
  const model = { draft: { region: '610900', region_name: '安康市' } };
  return { context: { store, actions, model }, decided, kept };
}

test('an item without a place is confirmed at the second word only', async () => {
  const { context, decided } = open();
  assert.equal(await confirmAsking(item('i1'), context), null);
  assert.deepEqual(decided, []);
  await confirmAsking(item('i1'), context);
  assert.deepEqual(decided, [[{ op: 'confirm', item: 'i1', version: 3 }]]);
});

test('another item is asked about anew, and one with a place never', async () => {
  const { context, decided } = open();
  await confirmAsking(item('i1'), context);
  assert.equal(await confirmAsking(item('i2'), context), null);
  await confirmAsking(item('i3', [place('open')]), context);
  assert.deepEqual(
    decided.map(([change]) => change.item),
    ['i3'],
  );
});

test('it may be meant for the whole area of the document', async () => {
  const { context, decided } = open();
  await confirmForAll(item('i1'), context);
  assert.deepEqual(decided[0], [
    { op: 'add_place', item: 'i1', version: 3, words: '安康市', adcode: '610900', relation: 'scope' },
    { op: 'confirm', item: 'i1', version: 3 },
  ]);
});

test('places that were rejected are none; many at once are told of before', () => {
  assert.equal(lacksPlace(item('i1', [place('rejected')])), true);
  assert.equal(lacksPlace(item('i1', [place('rejected'), place('open')])), false);
  const takenAway = { ...place('open'), earlier: { decision: 'rejected' } };
  assert.equal(lacksPlace(item('i1', [takenAway])), true);
  const items = [item('i1'), item('i2', [place('open')]), item('i3', [place('rejected')])];
  assert.deepEqual(countReady(items, {}, '王芳'), { ready: 3, left: 0, nowhere: 2 });
});

test('who confirmed it before waits for somebody else, and nothing is sent', async () => {
  const { context, decided } = open();
  context.model.me = 'wang';
  const waiting = (reviewer) => ({ ...item('i1', [place('second')]), decision: 'second', reviewer });
  assert.equal(await confirmAsking(waiting('wang'), context), null);
  assert.deepEqual(decided, []);
  await confirmAsking(waiting('li'), context);
  assert.equal(decided.length, 1);
});

test('what is confirmed is not confirmed again, unless a place of it is ready', async () => {
  const { context, decided } = open();
  const confirmed = (decision) => ({ ...item('i1', [place(decision)]), decision: 'confirmed', reviewer: 'wang' });
  assert.equal(await confirmAsking(confirmed('confirmed'), context), null);
  assert.deepEqual(decided, []);
  await confirmAsking(confirmed('open'), context);
  assert.equal(decided.length, 1);
});
