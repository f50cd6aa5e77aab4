import assert from 'node:assert/strict';
import test from 'node:test';
import { alikePairs, alikeTo } from '../../static/js/lib/colour-vision.js';
import { groundOpacity, HATCHES, PATTERNS } from '../../static/js/lib/hatches.js';
import { chosenStyle } from '../../static/js/lib/layer-drawing.js';
import { middleOf } from '../../static/js/lib/middle.js';
import { isNearLine } from '../../static/js/lib/near.js';

test('red and green of one lightness are alike to those who see red or green weakly, not to others', () => {
  assert.equal(alikeTo('#1B7F5C', '#1B7F5C'), 'usual');
  assert.ok(['red', 'green'].includes(alikeTo('#9A7D0A', '#7D8A1F')));
  assert.equal(alikeTo('#0F6CA8', '#C98A00'), null);
});

test('classes that look alike are named, unless their patterns tell them apart', () => {
  const tea = { colour: '#1B7F5C', pattern: 'solid' };
  assert.deepEqual(alikePairs([tea, tea]), [{ one: 0, other: 1, sight: 'usual' }]);
  assert.deepEqual(alikePairs([tea, { ...tea, pattern: 'dots' }]), []);
  assert.deepEqual(alikePairs([tea, { colour: '', pattern: 'solid' }]), []);
});

test('of classes in order only neighbours are compared', () => {
  const looks = ['#08519C', '#C6DBEF', '#08519C'].map((colour) => ({ colour, pattern: 'solid' }));
  assert.deepEqual(alikePairs(looks, { isOrdered: true }), []);
  assert.equal(alikePairs(looks).length, 1);
});

test('the ground of a hatched area is faint, so that its hatch shows', () => {
  assert.equal(groundOpacity('solid', 0.8), 0.8);
  assert.equal(groundOpacity('dots', 0.8), 0.35);
  assert.equal(groundOpacity('dots', 0.2), 0.2);
  assert.deepEqual(PATTERNS, ['solid', ...Object.keys(HATCHES)]);
});

test('what staff added is drawn as they chose, our own layers of one symbol all alike', () => {
  const style = { renderer: 'single', fill: '#3F4FA3' };
  assert.equal(chosenStyle({ group: 'uploads', style }), style);
  assert.equal(chosenStyle({ group: 'goals', style }), null);
  assert.equal(chosenStyle({ group: 'goals', style: { ...style, renderer: 'categories' } }).renderer, 'categories');
  assert.equal(chosenStyle({ group: 'uploads' }), null);
});

test('the middle of a line is halfway along its longest part', () => {
  assert.deepEqual(middleOf([[0, 0, 2, 0], [0, 0, 6, 0, 6, 4]]), { x: 5, y: 0, size: 10 });
  assert.equal(middleOf([[3, 3]]), null);
});

test('a point is near a line within reach of any stretch, not of its extension', () => {
  const road = [[0, 0, 10, 0]];
  assert.ok(isNearLine(road, 5, 3, 3));
  assert.ok(!isNearLine(road, 5, 4, 3));
  assert.ok(!isNearLine(road, 14, 0, 3));
});
