import assert from 'node:assert/strict';
import test from 'node:test';
import { drawPlainTile, LINE, POINT } from '../../static/js/map/draw-plain.js';
import { plainLook, styledLook } from '../../static/js/map/layer-look.js';
import { layOutTops } from '../../static/js/map/layer-tops.js';
import { layOutSymbols } from '../../static/js/map/symbols.js';

// The parts of a canvas that drawing asks for.
globalThis.Path2D ??= class {
  arc() {}
};
globalThis.DOMMatrix ??= class {};

const MINE = {
  geometry: 'point',
  renderer: 'single',
  fill: '#1B7F5C',
  stroke: '',
  width_px: 1,
  radius_px: 5,
  opacity: 0.9,
  pattern: 'solid',
  symbol: 'circle',
  label: null,
};
const PALETTE = { casing: '#FFFFFF', label: '#222222' };
const FRAME = {
  part: { size: 1, left: 0, top: 0 },
  cell_px: 512,
  scale: 1,
  originX: 0,
  originY: 0,
  shiftX: 0,
  shiftY: 0,
};
const mine = (properties = {}) => ({ id: '7', name: '', type: POINT, properties, rings: [[100, 100], [900, 400]] });

/** What was filled and stroked, in order: `fill #…` or `ring #…` (broken) or `line #…`. */
function drawn(shapes, look) {
  const done = [];
  let dash = [];
  const context = new Proxy(
    {
      canvas: { width: 512, height: 512 },
      setLineDash: (next) => (dash = next),
      fill: () => done.push(`fill ${context.fillStyle}`),
      stroke: () => done.push(`${dash.length ? 'ring' : 'line'} ${context.strokeStyle}`),
    },
    { get: (target, name) => target[name] ?? (() => {}) },
  );
  drawPlainTile(context, { shapes, units: 4096 }, { look, zoom: 9, palette: PALETTE, hatchOf: () => null }, FRAME);
  return done;
}

const HOLLOW = ['fill #FFFFFF', 'line #1B7F5C', 'ring #1B7F5C'];

test('positions known by their town or county are hollow and in a ring in tiles, too', () => {
  for (const precision of ['town', 'county', 'prefecture', 'region'])
    assert.deepEqual(drawn([mine()], styledLook(MINE, precision)), [...HOLLOW, ...HOLLOW], precision);
});

test('surveyed positions are filled, and so are those of which nothing was said', () => {
  for (const precision of ['surveyed', 'parcel', undefined])
    assert.deepEqual(drawn([mine()], styledLook(MINE, precision)), ['fill #1B7F5C', 'fill #1B7F5C'], `${precision}`);
});

test('what a feature says of its own position goes before what the layer says', () => {
  assert.deepEqual(drawn([mine({ precision: 'county' })], styledLook(MINE, 'surveyed')), [...HOLLOW, ...HOLLOW]);
  assert.deepEqual(drawn([mine({ precision: 'surveyed' })], styledLook(MINE, 'county')).length, 2);
});

test('our own layers are filled only where somebody surveyed', () => {
  const look = (precision) => plainLook({ fill: '#1B7F5C' }, precision);
  assert.deepEqual(drawn([mine()], look('town')).slice(0, 3), HOLLOW);
  assert.deepEqual(drawn([mine()], look()).slice(0, 3), HOLLOW);
  assert.equal(drawn([mine()], look('surveyed'))[0], 'fill #1B7F5C');
});

test('lines have no ring', () => {
  const road = { ...mine(), type: LINE, path: {} };
  assert.deepEqual(drawn([road], styledLook({ ...MINE, geometry: 'line', stroke: '#444444' }, 'county')), [
    'line #444444',
  ]);
});

test('a symbol whose ring would be cut at the edge of its tile stands over the tiles, once and hollow', () => {
  const large = { ...MINE, radius_px: 7 };
  assert.equal(styledLook(large, 'surveyed').hasLarge, false);
  const look = styledLook(large, 'county');
  assert.deepEqual(drawn([mine()], look), []);
  const cells = [{ tile: { shapes: [mine()], units: 4096 }, wanted: { z: 0, x: 0, y: 0 } }];
  const frame = { zoom: 9, width: 512, height: 512, place: ({ x, y }) => ({ x: x * 512, y: y * 512 }) };
  const { symbols } = layOutTops([{ id: 'mine', opacity: 1, look, cells }], frame, PALETTE.casing);
  assert.deepEqual(
    symbols.map(({ item, sharp }) => [item, sharp]),
    [
      ['mine/7', false],
      ['mine/7', false],
    ],
  );
});

test('circles for values are as they are, however well their place is known', () => {
  const block = { field: '产量', max_value: 10, max_radius_px: 20, min_radius_px: 2 };
  const look = styledLook({ ...MINE, renderer: 'proportional', proportional: block }, 'county');
  assert.ok(look.isSharp({ properties: {} }));
});

const listed = (features, look = styledLook(MINE)) => {
  const frame = { zoom: 6, width: 1000, height: 1000, place: ({ x, y }) => ({ x: x * 1000, y: y * 1000 }) };
  const layer = { id: 'springs', opacity: 1, colour: '#1B7F5C', shape: 'circle', look, features };
  return layOutSymbols([layer], frame, PALETTE.casing);
};
const springs = (coordinates) => ({
  id: 3,
  geometry: { type: 'MultiPoint', coordinates },
  properties: { name: '温泉', precision: 'county' },
});

test('of several points that are one feature each is drawn', () => {
  const marks = listed([springs([[106.7, 26.6], [-106.7, 26.6]])], styledLook(MINE, 'county'));
  assert.deepEqual(
    marks.map(({ item, name, sharp }) => [item, name, sharp]),
    [
      ['springs/3', '温泉', false],
      ['springs/3', '温泉', false],
    ],
  );
  assert.ok(marks[0].x > marks[1].x + 500);
});

test('points of one feature that fall together are one symbol, those of two features are set apart', () => {
  assert.equal(listed([springs([[106.7, 26.6], [106.7001, 26.6]])]).length, 1);
  const one = { id: 1, geometry: { type: 'Point', coordinates: [106.7, 26.6] }, properties: {} };
  const [first, second] = listed([one, { ...one, id: 2 }]);
  assert.notDeepEqual([first.x, first.y], [second.x, second.y]);
});

test('a feature without a place is not drawn', () => {
  assert.deepEqual(listed([{ id: 1, geometry: null, properties: {} }]), []);
});
