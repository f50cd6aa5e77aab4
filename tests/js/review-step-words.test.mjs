import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { kindOf, stepWords } from '../../static/js/documents/step-words.js';
import { useMessages } from '../../static/js/i18n.js';

useMessages('zh', JSON.parse(await readFile(new URL('../../static/messages/zh-CN.json', import.meta.url), 'utf8')));

const item = (more = {}) => ({ id: 'i1', decision: 'open', reviewer: '', reviewed: '', topics: ['tea'], places: [], ...more });
const CONFIRMED = item({ decision: 'confirmed', reviewer: 'wang', reviewed: '2026-11-23' });
const REJECTED = item({ decision: 'rejected', reviewer: 'wang', reviewed: '2026-11-23' });

for (const [kind, before, after] of [
  ['added', null, item()],
  ['removed', item(), null],
  ['confirmed', item(), CONFIRMED],
  ['confirmed', item({ decision: 'second', reviewer: 'li' }), CONFIRMED],
  ['rejected', item(), REJECTED],
  ['reopened', REJECTED, item()],
  ['changed', CONFIRMED, item({ topics: ['ore'] })],
  ['changed', item(), item({ topics: ['ore'] })],
  ['places', item(), item({ places: [{ id: 'p1' }] })],
])
  test(`what a step did is read off the item: ${kind}`, () => assert.equal(kindOf({ before, after }), kind));

test('a step says what it did, with numbers', () => {
  const changes = [{ before: item(), after: CONFIRMED }, { before: item(), after: item({ topics: [] }) }];
  assert.equal(stepWords({ action: 'decide', items: ['i1', 'i2'], changes }), '确认 1 条、修改 1 条');
  assert.equal(stepWords({ action: 'confirm_many', items: ['i1', 'i2'], changes }), '批量确认 2 条');
});
