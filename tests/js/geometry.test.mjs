import assert from 'node:assert/strict';
import test from 'node:test';
import { anchorOf } from '../../static/js/lib/anchor.js';
import { isWithin, union } from '../../static/js/lib/bbox.js';
import { nearest, nextInDirection } from '../../static/js/lib/neighbour.js';
import { placeLabels } from '../../static/js/lib/placement.js';
import { contains, extentOf } from '../../static/js/lib/rings.js';
import { spread } from '../../static/js/lib/spread.js';
import {
  archiveAddress,
  MAX_TILE_ZOOM,
  tileAddress,
  tileForCell,
  toLonLat,
  toWorld,
} from '../../static/js/lib/tile-math.js';

const SQUARE = [0, 0, 10, 0, 10, 10, 0, 10, 0, 0];
const HOLE = [4, 4, 4, 6, 6, 6, 6, 4, 4, 4];

/** A small generator, so that the laws are tried on the same numbers each time. */
function randomNumbers(seed) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

test('a point in a hole is not in the area', () => {
  assert.equal(contains([SQUARE, HOLE], 2, 2), true);
  assert.equal(contains([SQUARE, HOLE], 5, 5), false);
  assert.equal(contains([SQUARE], 12, 5), false);
  assert.equal(contains([], 0, 0), false);
});

test('the extent holds all rings', () => assert.deepEqual(extentOf([SQUARE, [20, -3, 21, -1]]), [0, -3, 21, 10]));

test('to the world and back is the same place', () => {
  const random = randomNumbers(7);
  for (let turn = 0; turn < 200; turn += 1) {
    const place = { lon: random() * 360 - 180, lat: random() * 160 - 80 };
    const { lon, lat } = toLonLat(toWorld(place.lon, place.lat));
    assert.ok(Math.abs(lon - place.lon) < 1e-9 && Math.abs(lat - place.lat) < 1e-9);
  }
});

test('a cell takes the tile one zoom above it', () => {
  assert.deepEqual(tileForCell({ x: 50, y: 27, z: 7 }), { z: 6, x: 50, y: 27, part: { size: 1, left: 0, top: 0 } });
});

test('the address of a tile names the version of its layer, where there is one', () => {
  assert.equal(tileAddress('admin', 'f58a2a70'), 'api/layers/admin/tiles/{z}/{x}/{y}.mvt?v=f58a2a70');
  assert.equal(tileAddress('zone', ''), 'api/layers/zone/tiles/{z}/{x}/{y}.mvt');
});

test('only of layers that everybody may see is the static host asked, and it learns no other id', () => {
  const layer = { tile_version: 'f58a2a70' };
  assert.equal(archiveAddress('host', 'tea', layer), 'host/tea-f58a2a70.pmtiles');
  assert.equal(archiveAddress('host', 'tea', { ...layer, public: true }), 'host/tea-f58a2a70.pmtiles');
  assert.equal(archiveAddress('host', 'tea', { ...layer, public: false }), '');
  assert.equal(archiveAddress('', 'tea', layer), '');
  assert.equal(archiveAddress('host', 'tea', {}), '');
});

test('beyond the deepest tiles the four cells of a tile show its four quarters, once each', () => {
  const z = MAX_TILE_ZOOM + 2;
  const parts = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ].map(([dx, dy]) => tileForCell({ x: 100 + dx, y: 60 + dy, z }));
  assert.ok(parts.every((one) => one.z === MAX_TILE_ZOOM && one.x === 50 && one.y === 30 && one.part.size === 0.5));
  assert.equal(new Set(parts.map(({ part }) => `${part.left},${part.top}`)).size, 4);
});

test('placed labels never overlap, and the most important always stands', () => {
  const random = randomNumbers(11);
  const labels = Array.from({ length: 300 }, (_, priority) => ({
    x: random() * 600,
    y: random() * 400,
    width: 20 + random() * 60,
    height: 15,
    priority,
    offsets: [
      [0, 0],
      [0, 16],
    ],
  }));
  const placed = placeLabels(labels);
  assert.equal(placed[0].priority, 0);
  for (const [index, one] of placed.entries()) {
    for (const other of placed.slice(index + 1)) {
      const isApart =
        Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
        Math.abs(one.y - other.y) >= (one.height + other.height) / 2;
      assert.ok(isApart);
    }
  }
});

test('a label steps aside for a symbol on its point', () => {
  const [label] = placeLabels(
    [
      {
        x: 50,
        y: 50,
        width: 24,
        height: 15,
        priority: 1,
        offsets: [
          [0, 0],
          [0, 16],
        ],
      },
    ],
    { obstacles: [{ x: 50, y: 50, width: 13, height: 13 }] },
  );
  assert.equal(label.y, 66);
});

test('an arrow key leads to the nearest place ahead', () => {
  const places = [
    { name: 'far', x: 30, y: 0 },
    { name: 'near', x: 10, y: 4 },
    { name: 'aside', x: 3, y: 9 },
    { name: 'behind', x: -2, y: 0 },
  ];
  assert.equal(nextInDirection({ x: 0, y: 0 }, places, 'ArrowRight').name, 'near');
  assert.equal(nextInDirection({ x: 0, y: 0 }, places, 'ArrowDown').name, 'aside');
  assert.equal(nextInDirection({ x: 30, y: 0 }, places, 'ArrowRight'), null);
  assert.equal(nearest({ x: 29, y: 1 }, places).name, 'far');
});

test('points on one position are set apart, the first keeps its place', () => {
  const marks = spread(
    Array.from({ length: 12 }, () => ({ x: 5, y: 5 })),
    13,
  );
  assert.deepEqual([marks[0].x, marks[0].y], [5, 5]);
  for (const [index, one] of marks.entries()) {
    for (const other of marks.slice(index + 1)) assert.ok(Math.hypot(one.x - other.x, one.y - other.y) > 10);
  }
});

test('a unit lies in its county, prefecture, province, and in the whole country', () => {
  assert.ok(['520121', '520100', '520000', 'all'].every((region) => isWithin('520121', region)));
  assert.equal(isWithin('520121', '522700'), false);
  assert.equal(isWithin('429004', '420000'), true);
});

test('the union of two boxes holds both', () =>
  assert.deepEqual(union([0, 1, 2, 3], [-1, 2, 1, 5]), [-1, 1, 2, 5]));

test('an anchor lies inside the area, even in a crescent or beside a hole', () => {
  const crescent = [0, 0, 40, 0, 40, 40, 0, 40, 0, 30, 30, 30, 30, 10, 0, 10, 0, 0];
  for (const rings of [
    [SQUARE],
    [
      [0, 0, 90, 0, 90, 90, 0, 90, 0, 0],
      [30, 30, 30, 80, 80, 80, 80, 30, 30, 30],
    ],
    [crescent],
  ]) {
    const { x, y, size } = anchorOf(rings);
    assert.ok(contains(rings, x, y));
    assert.ok(size > 0);
  }
  assert.equal(anchorOf([]), null);
});
