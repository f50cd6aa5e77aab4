import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { describedWords, kindOf, stepWords, withDescribed } from '../../static/js/documents/step-words.js';
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
  assert.equal(stepWords({ action: 'decide', changed: 2, changes }), '确认 1 条、修改 1 条');
  assert.equal(stepWords({ action: 'confirm_many', changed: 8000 }), '批量确认 8,000 条');
});

test('of a step that changed too many items to be told one by one their number is said', () => {
  assert.equal(stepWords({ action: 'decide', changed: 300 }), '处理了 300 条');
});

test('a change of the status stands between the steps, in words', () => {
  const repealed = { at: '2026-11-23T10:00:00+00:00', actor: 'wang', before: { status: 'final' }, after: { status: 'repealed' } };
  assert.equal(describedWords(repealed), '状态：正式文件 → 已废止');
  const steps = [{ number: 3, at: '2026-11-23T11:00:00+00:00' }, { number: 2, at: '2026-11-23T09:00:00+00:00' }];
  const waiting = [repealed, { ...repealed, at: '2026-11-23T08:00:00+00:00' }];
  assert.deepEqual(
    withDescribed(steps, waiting, false).map(({ number = 0 }) => number),
    [3, 0, 2],
  );
  assert.equal(waiting.length, 1);
  assert.equal(withDescribed([], waiting, true).length, 1);
});
