import assert from 'node:assert/strict';
import test from 'node:test';
import { moveLayer, setOpacity, toggleLayer } from '../../static/js/lib/layer-order.js';

const LAYERS = ['zone', 'base', 'site'].map((id) => ({ id, opacity: 1 }));
const ids = (layers) => layers.map(({ id }) => id).join();

test('a layer that is switched on lies on top, and goes when it is switched again', () => {
  assert.equal(ids(toggleLayer(LAYERS, 'cluster')), 'cluster,zone,base,site');
  assert.equal(ids(toggleLayer(LAYERS, 'base')), 'zone,site');
});

test('a layer moves one place, and not beyond the ends', () => {
  assert.equal(ids(moveLayer(LAYERS, 'site', -1)), 'zone,site,base');
  assert.equal(ids(moveLayer(LAYERS, 'zone', 1)), 'base,zone,site');
  assert.equal(moveLayer(LAYERS, 'zone', -1), LAYERS);
  assert.equal(moveLayer(LAYERS, 'gone', 1), LAYERS);
});

test('opacity is kept within its bounds, in whole per cent', () => {
  assert.deepEqual(setOpacity(LAYERS, 'base', 37.4)[1], { id: 'base', opacity: 0.37 });
  assert.equal(setOpacity(LAYERS, 'base', 140)[1].opacity, 1);
  assert.equal(LAYERS[1].opacity, 1);
});
