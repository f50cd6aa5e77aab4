import assert from 'node:assert/strict';
import test from 'node:test';
import { initialView } from '../../static/js/state.js';
import { createStore } from '../../static/js/store.js';

const newStore = () => createStore(initialView());

test('a listener is told once of all keys that a change touched', () => {
  const store = newStore();
  const told = [];
  store.on(['unit', 'compare'], (names, origin) => told.push([names, origin]));
  store.set({ unit: '520121', compare: '522702', tab: 'targets' });
  assert.deepEqual(told, [[['tab', 'unit', 'compare'], 'user']]);
});

test('setting what is already so tells nobody', () => {
  const store = newStore();
  store.on(['topic'], () => assert.fail('told without a change'));
  assert.equal(store.set({ topic: [] }), false);
});

test('a change that is no step for the Back button says so', () => {
  const store = newStore();
  let origin = '';
  store.on('at', (_, from) => {
    origin = from;
  });
  store.set({ at: { lon: 1, lat: 2, zoom: 3 } }, { origin: 'map', replace: true });
  assert.equal(origin, 'replace');
});

test('the view cannot be changed past the store', () => {
  const store = newStore();
  assert.throws(() => {
    store.view.unit = '520121';
  }, TypeError);
});

test('slots tell their listeners, and only of new values', () => {
  const store = newStore();
  const seen = [];
  const stop = store.on('hovered', () => seen.push(store.get('hovered')));
  store.put('hovered', '520121');
  store.put('hovered', '520121');
  stop();
  store.put('hovered', '');
  assert.deepEqual(seen, ['520121']);
});
