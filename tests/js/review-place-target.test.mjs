import assert from 'node:assert/strict';
import test from 'node:test';
import { createText } from '../../static/js/documents/code-points.js';
import { itemsAt, newPlace, spanWithin } from '../../static/js/documents/place-target.js';

const TEXT = '支持甲县、乙县发展茶叶，产值达到3亿元。建设园区。\n丙县发展锰业。\n以上各项由市局负责。\n';
const at = (words) => {
  const start = TEXT.indexOf(words);
  return { start, end: start + words.length, words };
};
const span = (words) => [at(words).start, at(words).end];
const item = (id, words, clause, decision = 'open') => ({ id, clause, decision, span: span(words), places: [] });
const ITEMS = [
  item('tea', '支持甲县、乙县发展茶叶', '一'),
  item('value', '产值达到3亿元', '一'),
  item('park', '建设园区', '一'),
  item('ore', '丙县发展锰业', '二'),
];
const line = TEXT.indexOf('\n') + 1;
const last = TEXT.indexOf('以上');
const MODEL = {
  items: () => ITEMS,
  text: createText(TEXT),
  clauses: [
    { id: '一', start: 0, end: line },
    { id: '二', start: line, end: last },
    { id: '三', start: last, end: TEXT.length },
  ],
};
const ids = (words, current) => itemsAt(words && at(words), ITEMS.find(({ id }) => id === current), MODEL);

for (const [words, current, wanted] of [
  ['丙县', 'tea', ['ore']],
  ['乙县', 'ore', ['tea']],
  ['建设园区', 'tea', ['park']],
])
  test(`${words} belong to the item that rests on them, not to ${current} which is current`, () => {
    const { items, isAway } = ids(words, current);
    assert.deepEqual(items.map(({ id }) => id), wanted);
    assert.equal(isAway, false);
  });

test('words that two items share, or that lie between them, are asked about', () => {
  const { items } = ids('茶叶，产值', 'ore');
  assert.deepEqual(items.map(({ id }) => id), ['value', 'tea']);
  assert.deepEqual(ids('，', 'tea').items.map(({ id }) => id), ['tea', 'value']);
});

test('where nothing was read the current item is only left, and that is told', () => {
  const { items, isAway } = ids('市局', 'tea');
  assert.deepEqual([items.map(({ id }) => id), isAway], [['tea'], true]);
});

test('without words it is the current item', () => {
  assert.deepEqual(ids(null, 'park').items.map(({ id }) => id), ['park']);
  assert.deepEqual(ids(null, '').items, []);
});

test('written words are found in the sentence of the item, counted in code points', () => {
  assert.deepEqual(spanWithin('乙县', ITEMS[0], MODEL), span('乙县'));
  assert.equal(spanWithin('丙县', ITEMS[0], MODEL), null);
  const rare = { text: createText('𠀀县和𠀁县发展') };
  assert.deepEqual(spanWithin('𠀁县', { span: [0, 7] }, rare), [3, 5]);
});

const UNIT = { adcode: '320413', name: '金坛区' };

test('a place that nobody wrote is implied, never named', () => {
  const said = { written: '', span: null, unit: UNIT, relation: 'named' };
  assert.deepEqual(newPlace(said), { words: '金坛区', relation: 'implicit', adcode: '320413' });
  assert.equal(newPlace({ ...said, relation: 'partner' }).relation, 'partner');
  assert.equal(newPlace({ ...said, unit: null }), null);
});

test('a place that is written keeps where it stands', () => {
  const said = { written: '金坛', span: [3, 5], unit: UNIT, relation: 'named' };
  assert.deepEqual(newPlace(said), { words: '金坛', relation: 'named', span: [3, 5], adcode: '320413' });
});
