import assert from 'node:assert/strict';
import test from 'node:test';
import { proposedArea } from '../../static/js/documents/proposed-area.js';

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

test('the region in focus is proposed for a new document', () => {
  const found = proposedArea({ region: '450000', me: 'wangfang', drafts: DRAFTS });
  assert.deepEqual(found, { adcode: '450000', name: '' });
});

for (const region of ['520000', 'all'])
  test(`while no region is chosen (${region}) it is the area of the last file that the person added`, () => {
    const found = proposedArea({ region, me: 'liming', drafts: DRAFTS });
    assert.deepEqual(found, { adcode: '451022', name: '田东县' });
  });

test('who has added nothing is proposed what is in focus, if anything is', () => {
  assert.deepEqual(proposedArea({ region: '520000', me: 'zhaolei', drafts: DRAFTS }), { adcode: '520000', name: '' });
  assert.equal(proposedArea({ region: 'all', me: 'zhaolei', drafts: DRAFTS }), null);
});
