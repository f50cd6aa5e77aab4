import assert from 'node:assert/strict';
import test from 'node:test';
import { connectFocus, goToArea, isPlaceOpen, leadsToArea } from '../../static/js/focus.js';
import { initialView, parseView } from '../../static/js/state.js';
import { createStore } from '../../static/js/store.js';

const PREFECTURE = '360800';
const BOX = [113.8, 25.9, 116, 27.9];
const BOOTSTRAP = {
  regions: [{ adcode: '520000' }, { adcode: '360000' }, { adcode: '430000' }],
  documents: [
    { id: 'gz-plan', region: '520000' },
    { id: 'jx-plan', region: '360000' },
    { id: 'jian-plan', region: PREFECTURE },
  ],
};

function open(query) {
  const store = createStore({ ...initialView(), ...parseView(query).view });
  store.put('bootstrap', BOOTSTRAP);
  connectFocus(store, query);
  return store;
}

test('a link to a document that says no place leads to the province of the document', () => {
  const store = open('?tab=documents&doc=jx-plan');
  assert.equal(store.view.region, '360000');
  assert.equal(store.get('goto').region, '360000');
});

test('a link that says a region or a position is followed', () => {
  assert.equal(open('?doc=jx-plan&region=430000').view.region, '430000');
  assert.equal(open('?doc=jx-plan&region=430000').get('goto'), undefined);
  const at = open('?doc=jx-plan&at=106.7,26.6,8');
  assert.equal(at.view.region, '520000');
  assert.equal(at.get('goto'), undefined);
});

test('the province of the document in the address says no more than the document', () => {
  assert.equal(isPlaceOpen(open('?review=x&region=360000'), PREFECTURE), true);
  assert.equal(isPlaceOpen(open('?review=x'), PREFECTURE), true);
  assert.equal(isPlaceOpen(open('?review=x&region=all'), PREFECTURE), false);
});

test('the address that was opened counts once', () => {
  const store = open('?review=x');
  assert.equal(isPlaceOpen(store, PREFECTURE), true);
  assert.equal(isPlaceOpen(store, PREFECTURE), false);
});

test('after the reader went on, the address that was opened says nothing more', () => {
  const moved = open('?review=x');
  moved.set({ review: 'y' });
  assert.equal(isPlaceOpen(moved, PREFECTURE), false);
  const back = open('?review=x');
  back.set({ review: '' }, { origin: 'history' });
  assert.equal(isPlaceOpen(back, PREFECTURE), false);
  const panned = open('?review=x');
  panned.set({ entry: 'i1' }, { replace: true });
  assert.equal(isPlaceOpen(panned, PREFECTURE), true);
});

test('Back to a review leaves the map as it was', () => {
  const store = open('?review=x');
  assert.equal(leadsToArea(store, PREFECTURE, 'history'), false);
  assert.equal(leadsToArea(store, PREFECTURE, 'user'), true);
  assert.equal(leadsToArea(store, PREFECTURE, 'link'), true);
  assert.equal(leadsToArea(store, PREFECTURE, 'link'), false);
});

test('a plan of a prefecture brings the prefecture onto the map and its province into focus', async () => {
  const store = open('');
  await goToArea(store, PREFECTURE, BOX);
  assert.equal(store.view.region, '360000');
  assert.deepEqual(store.get('goto').bbox, BOX);
});

test('a document that is chosen moves the map, unless its area is in focus or the whole country is', () => {
  const store = open('');
  store.set({ doc: 'jx-plan' });
  assert.equal(store.view.region, '360000');
  const seen = store.get('goto');
  store.set({ doc: '' });
  store.set({ doc: 'jx-plan' });
  assert.equal(store.get('goto'), seen);
  const whole = open('?region=all');
  whole.set({ doc: 'jx-plan' });
  assert.equal(whole.view.region, 'all');
});
