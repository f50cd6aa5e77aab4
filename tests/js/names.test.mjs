import assert from 'node:assert/strict';
import test from 'node:test';
import { useMessages } from '../../static/js/i18n.js';
import { placeLabels } from '../../static/js/lib/placement.js';
import { textWidth } from '../../static/js/lib/text-width.js';
import { mapName, spokenName } from '../../static/js/map/names.js';

const KAIYANG = { name: '开阳', nameEn: 'Kaiyang' };

test('the map speaks the language of the page, where it has the name', () => {
  useMessages('en', {});
  assert.equal(mapName(KAIYANG), 'Kaiyang');
  assert.equal(mapName({ name: '开阳', nameEn: '' }), '开阳');
  useMessages('zh', {});
  assert.equal(mapName(KAIYANG), '开阳');
});

test('the Chinese name stands beside the Latin one where there is room, being the official one', () => {
  useMessages('en', {});
  assert.equal(spokenName(KAIYANG), 'Kaiyang 开阳');
  useMessages('zh', {});
  assert.equal(spokenName(KAIYANG), '开阳');
});

test('Latin letters take less room than Chinese ones', () => {
  assert.equal(textWidth('开阳'), 2);
  assert.ok(textWidth('Kaiyang') < 7 * textWidth('开'));
  assert.ok(textWidth('Kaiyang') > textWidth('开阳'));
});

test('a long name keeps off its neighbour that a short one would leave room', () => {
  const label = (text, x, priority) => ({ text, x, y: 0, width: textWidth(text) * 12, height: 15, priority });
  const placed = (one, other) => placeLabels([label(one, 0, 1), label(other, 40, 2)]).map(({ text }) => text);
  assert.deepEqual(placed('开阳', '息烽'), ['开阳', '息烽']);
  assert.deepEqual(placed('Kaiyang', 'Xifeng'), ['Kaiyang']);
});
