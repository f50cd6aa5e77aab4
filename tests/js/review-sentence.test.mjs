import assert from 'node:assert/strict';
import test from 'node:test';
import { useMessages } from '../../static/js/i18n.js';
import { createText } from '../../static/js/documents/code-points.js';
import { fileStem, labelOf } from '../../static/js/documents/document-label.js';
import { placesWithin } from '../../static/js/documents/new-item-places.js';
import { saySpread } from '../../static/js/documents/spread-choice.js';
import {
  sentenceItems,
  spreadNewPlace,
  spreadPlace,
  spreadRejection,
  spreadTopics,
} from '../../static/js/documents/sentence.js';

const TEXT = '支持开阳、息烽建设磷化工基地，产值达到300亿元。开阳发展茶叶。';
const place = (id, words, more = {}) => {
  const start = TEXT.indexOf(words);
  return { id, words, span: [start, start + words.length], decision: 'open', candidates: [], units: [], ...more };
};
const item = (id, words, more = {}) => {
  const start = TEXT.indexOf(words);
  return { id, version: 1, clause: '一', decision: 'open', topics: ['phosphorus'], span: [start, start + words.length], places: [], ...more };
};
const BASE = item('i1', '支持开阳、息烽建设磷化工基地', { places: [place('p1', '开阳'), place('p2', '息烽')] });
const OUTPUT = item('i2', '产值达到300亿元', { places: [place('p3', '开阳'), place('p4', '息烽')] });
const TEA = item('i3', '开阳发展茶叶', { topics: ['tea'] });
const model = (...items) => ({ items: () => items, text: createText(TEXT) });
const ids = (items) => items.map(({ id }) => id);

test('a sentence ends at its full stop, and in its clause', () => {
  assert.deepEqual(ids(sentenceItems(BASE, model(BASE, OUTPUT, TEA))), ['i2']);
  assert.deepEqual(ids(sentenceItems(TEA, model(BASE, OUTPUT, TEA))), []);
  assert.deepEqual(ids(sentenceItems(BASE, model(BASE, { ...OUTPUT, clause: '二' }))), []);
  assert.deepEqual(ids(sentenceItems(BASE, model(BASE, { ...OUTPUT, decision: 'rejected' }))), []);
  assert.deepEqual(sentenceItems({ ...BASE, span: null }, model(BASE, OUTPUT)), []);
});

test('topics that were taken off or put in are so for the others, which keep their own', () => {
  const [change] = spreadTopics([{ ...OUTPUT, topics: ['phosphorus', 'output'] }], ['phosphorus'], ['tea']);
  assert.deepEqual(change, { op: 'change', item: 'i2', version: 1, set: { topics: ['output', 'tea'] }, spread: true });
  assert.deepEqual(spreadTopics([OUTPUT], ['phosphorus'], ['phosphorus']), []);
});

test('a place is corrected where the others have it at the same words', () => {
  const changes = spreadPlace([OUTPUT, TEA], BASE.places[0], { adcode: '520121' });
  assert.deepEqual(
    changes.map(({ op, item: id, place: at }) => [op, id, at]),
    [
      ['change_place', 'i2', 'p3'],
      ['confirm_place', 'i2', 'p3'],
    ],
  );
  assert.deepEqual(spreadPlace([OUTPUT], BASE.places[0], {}), []);
});

test('a candidate is found again among those of the other place', () => {
  const meaning = (adcode) => ({ adcodes: [adcode], name: adcode });
  const mine = place('p1', '开阳', { candidates: [meaning('520121'), meaning('520122')] });
  const other = { ...OUTPUT, places: [place('p3', '开阳', { candidates: [meaning('520122'), meaning('520121')] })] };
  assert.deepEqual(spreadPlace([other], mine, { candidate: 0 })[0].set, { candidate: 1 });
  assert.deepEqual(spreadPlace([OUTPUT], mine, { candidate: 0 }), []);
});

test('a place that is no place is none in the others; a new one comes where it is not yet', () => {
  assert.deepEqual(spreadRejection([OUTPUT], BASE.places[1]), [
    { op: 'reject_place', item: 'i2', version: 1, place: 'p4', spread: true },
  ]);
  assert.deepEqual(spreadNewPlace([OUTPUT], { words: '息烽' }), []);
  assert.equal(spreadNewPlace([OUTPUT], { words: '修文' })[0].op, 'add_place');
});

test('what was carried over is told, and what was left alone as others had decided', () => {
  useMessages('zh', {
    'list.semicolon': '；',
    'review.said.spread': '另 {count} 条也已改',
    'review.said.leftAlone': '{count} 条他人已审核，未改',
  });
  const say = saySpread('已改', [{ item: 'i2' }, { item: 'i2' }, { item: 'i3' }]);
  assert.equal(say({ left_alone: [] }), '已改；另 2 条也已改');
  assert.equal(say({ left_alone: ['i3'] }), '已改；另 1 条也已改；1 条他人已审核，未改');
  assert.equal(say({ left_alone: ['i2', 'i3'] }), '已改；2 条他人已审核，未改');
  assert.equal(saySpread('已改', [])({}), '已改');
});

test('a new item is offered the places that were read at its words', () => {
  const unit = { units: [{ adcode: '520121', name: '开阳县' }], relation: 'named' };
  const known = { ...BASE, places: [place('p1', '开阳', unit), place('p2', '息烽')] };
  const found = placesWithin([known, { ...OUTPUT, places: [place('p3', '开阳', unit)] }], { start: 0, end: 10 });
  assert.deepEqual(
    found.map(({ words, adcode }) => [words, adcode]),
    [['开阳', '520121']],
  );
  assert.deepEqual(placesWithin([known], { start: 4, end: 10 }), []);
  assert.deepEqual(placesWithin([known], null), []);
});

test('documents of one title are told apart by the first thing that differs', () => {
  useMessages('zh', { brackets: '（{text}）', 'figure.year': '{year} 年', 'documents.status.draft': '未定稿' });
  const plan = (id, more) => ({ id, title: { zh: '某方案', en: '' }, status: 'draft', year: 2026, file: { name: `${id}.txt` }, ...more });
  const [one, other] = [plan('a', { file: { name: '征求意见稿.docx' } }), plan('b', { file: { name: '印发稿.docx' } })];
  assert.deepEqual([one, other].map((doc) => labelOf(doc, [one, other])), ['某方案（征求意见稿）', '某方案（印发稿）']);
  assert.equal(labelOf(plan('a', { status: 'final' }), [plan('a', { status: 'final' }), plan('b')]), '某方案（final）');
  assert.equal(labelOf(one, [one]), '某方案');
  const long = plan('b', { title: { zh: '某方案（2026—2028年）', en: '' }, status: 'final' });
  assert.equal(labelOf(one, [one, long]), '某方案（未定稿）');
  assert.equal(labelOf(long, [one, long]), '某方案（2026—2028年）（final）');
  assert.equal(labelOf(one, [one, plan('b', { title: { zh: '另一方案', en: '' } })]), '某方案');
  assert.equal(fileStem('方案 2026.12.docx'), '方案 2026.12');
});
