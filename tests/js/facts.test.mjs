import assert from 'node:assert/strict';
import test from 'node:test';
import { changedFacts } from '../../static/js/documents/facts.js';

const SHOWN = { title: { zh: '县域产业行动方案', en: '县域产业行动方案' }, issuer: '省政府', status: 'draft' };
const given = (more) => ({ ...SHOWN, title: { zh: '县域产业行动方案', en: '' }, ...more });

test('only what differs is sent, with what it was', () => {
  assert.deepEqual(changedFacts(SHOWN, given({ status: 'final' })), {
    status: 'final',
    expected: { status: 'draft' },
  });
  assert.deepEqual(changedFacts(SHOWN, given({ title: { zh: '行动方案 ', en: '' } })), {
    title: { zh: '行动方案', en: '' },
    expected: { title: SHOWN.title },
  });
});

test('a form in which nothing was changed sends nothing', () => {
  assert.equal(changedFacts(SHOWN, given({})), null);
  assert.equal(changedFacts(SHOWN, given({ issuer: ' 省政府 ' })), null);
});

test('an English title counts as a change of the title', () => {
  assert.deepEqual(Object.keys(changedFacts(SHOWN, given({ title: { zh: SHOWN.title.zh, en: 'Plan' } }))), [
    'title',
    'expected',
  ]);
});
