import assert from 'node:assert/strict';
import test from 'node:test';
import { withArea } from '../../static/js/area.js';

const BOOTSTRAP = { version: '1', regions: [{ adcode: '330000', name: '浙江省', bbox: [1, 2, 3, 4], documents: [] }] };
const JINHUA = { adcode: '330700', name: '金华市', name_en: 'Jinhua', bbox: [5, 6, 7, 8], children: [] };

test('a prefecture in focus has its name and extent beside those of the provinces', async () => {
  const found = await withArea(BOOTSTRAP, '330700', async () => JINHUA);
  assert.deepEqual(found.regions[1], {
    adcode: '330700',
    name: '金华市',
    name_en: 'Jinhua',
    bbox: [5, 6, 7, 8],
    documents: [],
  });
  assert.equal(BOOTSTRAP.regions.length, 1);
});

for (const region of ['330000', 'all'])
  test(`nothing is asked for ${region}`, async () => {
    assert.equal(await withArea(BOOTSTRAP, region, () => assert.fail()), BOOTSTRAP);
  });

test('a code of no unit is told', async () => {
  assert.equal(await withArea(BOOTSTRAP, '999999', () => Promise.reject(new Error('404'))), null);
});
