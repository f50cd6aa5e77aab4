import assert from 'node:assert/strict';
import test from 'node:test';
import { likelyAreas } from '../../static/js/documents/proposed-area.js';

const draft = (region, name, created, by = 'liming') => ({
  region,
  region_name: name,
  created,
  created_by: by,
});
const DRAFTS = [
  draft('451000', '百色市', '2026-11-20T08:00:00+00:00'),
  draft('451022', '田东县', '2026-11-21T08:00:00+00:00'),
  draft('430900', '益阳市', '2026-11-22T08:00:00+00:00', 'wangfang'),
];
const LAST = { adcode: '451022', name: '田东县', reason: 'last' };

test('the region that was brought into focus is offered, then the area of the last file of the same person', () => {
  const found = likelyAreas({ region: '450000', me: 'liming', drafts: DRAFTS });
  assert.deepEqual(found, [{ adcode: '450000', name: '', reason: 'focus' }, LAST]);
});

for (const region of ['520000', 'all'])
  test(`a region that nobody chose (${region}) is never offered`, () => {
    assert.deepEqual(likelyAreas({ region, me: 'liming', drafts: DRAFTS }), [LAST]);
    assert.deepEqual(likelyAreas({ region, me: 'zhaolei', drafts: DRAFTS }), []);
  });

test('an area is offered once', () => {
  const found = likelyAreas({ region: '451022', me: 'liming', drafts: DRAFTS });
  assert.deepEqual(found, [{ adcode: '451022', name: '', reason: 'focus' }]);
});
