import assert from 'node:assert/strict';
import test from 'node:test';
import {
  addItem,
  changeItem,
  chooseCandidate,
  confirmPlaces,
  differences,
  renewed,
} from '../../static/js/documents/changes.js';
import { createText, lengthOf } from '../../static/js/documents/code-points.js';
import { actionOf } from '../../static/js/documents/key-table.js';
import { blocksOf, indexSpans, isHeadingLine, linesOf, segmentsOf, spansOf } from '../../static/js/documents/spans.js';
import {
  chosenItems,
  countReady,
  isDoubtful,
  neighbourOf,
  nextAfter,
  sortItems,
  waitsFor,
} from '../../static/js/documents/worklist.js';

const place = (id, more = {}) => ({
  id,
  words: '鼓楼区',
  relation: 'named',
  span: null,
  decision: 'open',
  reviewer: '',
  state: 'sure',
  confidence: 0.95,
  candidates: [],
  units: [],
  ...more,
});
const item = (id, more = {}) => ({
  id,
  version: 1,
  clause: '一',
  kind: 'designation',
  decision: 'open',
  reviewer: '',
  confidence: 0.95,
  span: null,
  places: [],
  ...more,
});
const IN_DOUBT = { state: 'doubt', confidence: 0.4 };
const ids = (items) => items.map(({ id }) => id);

test('positions count signs beyond the basic plane as one, as the server does', () => {
  const text = createText('在𫚭城\n发展茶叶');
  assert.equal(text.length, 8);
  assert.equal(text.slice(1, 3), '𫚭城');
  assert.equal(text.indexOf('\n', 0), 3);
  assert.equal(lengthOf('𫚭城'), 2);
});

test('a plain text is not taken apart sign by sign', () => {
  const text = createText('支持开阳建设基地');
  assert.equal(text.slice(2, 4), '开阳');
  assert.equal(text.length, 8);
});

test('segments are cut where a span begins or ends, and know all that lies over them', () => {
  const spans = spansOf([
    item('i1', { span: [0, 8], places: [place('p1', { span: [2, 4] })] }),
    item('i2', { span: [4, 8] }),
  ]);
  assert.deepEqual(segmentsOf(0, 10, spans), [
    { start: 0, end: 2, items: ['i1'], places: [] },
    { start: 2, end: 4, items: ['i1'], places: ['p1'] },
    { start: 4, end: 8, items: ['i1', 'i2'], places: [] },
    { start: 8, end: 10, items: [], places: [] },
  ]);
});

test('the spans of a stretch are found without those beside it', () => {
  const spans = spansOf([
    item('i1', { span: [0, 40] }),
    item('i2', { span: [10, 12] }),
    item('i3', { span: [50, 60] }),
  ]);
  const within = indexSpans(spans);
  assert.deepEqual(ids(within(12, 50).map((span) => ({ id: span.item }))), ['i1']);
  assert.deepEqual(ids(within(11, 51).map((span) => ({ id: span.item }))), ['i1', 'i2', 'i3']);
});

test('blocks cover the whole text, also what stands in no clause', () => {
  const text = createText(`标题\n一、总则\n${'发展茶叶产业。\n'.repeat(800)}二、保障\n落实责任`);
  const second = text.slice(0, text.length).indexOf('二、');
  const blocks = blocksOf(text, [
    { id: '一', heading: '总则', start: 3, end: second - 1 },
    { id: '二', heading: '保障', start: second, end: text.length - 2 },
  ]);
  const shown = (all) => all.replaceAll('\n', '');
  assert.equal(
    shown(blocks.map(({ start, end }) => text.slice(start, end)).join('')),
    shown(text.slice(0, text.length)),
  );
  assert.deepEqual([...new Set(blocks.map(({ clause }) => clause))], ['', '一', '二']);
  assert.deepEqual(
    blocks.filter(({ isFirst }) => isFirst).map(({ clause }) => clause),
    ['一', '二'],
  );
  const long = blocks.filter(({ clause }) => clause === '一');
  assert.ok(long.length > 1 && long.slice(0, -1).every(({ end }) => text.slice(end - 1, end) === '\n'));
});

test('empty lines are left out', () => {
  assert.deepEqual(linesOf(createText('一\n\n  \n二'), 0, 7), [
    { start: 0, end: 1 },
    { start: 6, end: 7 },
  ]);
});

test('what I confirmed waits for somebody else, what another confirmed waits for me', () => {
  const second = item('i1', { decision: 'second', reviewer: '王芳' });
  assert.equal(waitsFor(second, '王芳'), false);
  assert.equal(waitsFor(second, '赵静'), true);
});

test('a confirmed item with a place in doubt still waits, a rejected one does not', () => {
  const confirmed = item('i1', { decision: 'confirmed', places: [place('p1', IN_DOUBT)] });
  assert.equal(waitsFor(confirmed, '王芳'), true);
  assert.equal(waitsFor({ ...confirmed, decision: 'rejected' }, '王芳'), false);
});

test('the list heeds clause, kind and state', () => {
  const items = [
    item('i1', { clause: '二/(一)' }),
    item('i2', { clause: '二', kind: 'target' }),
    item('i3', { clause: '二十', places: [place('p1', IN_DOUBT)] }),
    item('i4', { clause: '二', decision: 'confirmed' }),
  ];
  assert.deepEqual(ids(chosenItems(items, { clause: '二' }, '王芳')), ['i1', 'i2']);
  assert.deepEqual(ids(chosenItems(items, { kind: ['target'] }, '王芳')), ['i2']);
  assert.deepEqual(ids(chosenItems(items, { queue: 'doubtful' }, '王芳')), ['i3']);
  assert.deepEqual(ids(chosenItems(items, { queue: 'confirmed' }, '王芳')), ['i4']);
});

test('what waits is in the order of the server, what is decided in that of the text', () => {
  const items = [item('i1'), item('i2'), item('i3')];
  const ranks = new Map([
    ['i3', { order: 0 }],
    ['i1', { order: 1 }],
  ]);
  assert.deepEqual(ids(sortItems(items, ranks)), ['i3', 'i1', 'i2']);
  assert.deepEqual(ids(sortItems(items, ranks, 'all')), ['i1', 'i2', 'i3']);
});

test('going on stops at the ends, and begins where nothing is chosen', () => {
  assert.equal(neighbourOf(['a', 'b'], 'b', 1), 'b');
  assert.equal(neighbourOf(['a', 'b'], '', 1), 'a');
  assert.equal(neighbourOf(['a', 'b'], 'gone', -1), 'b');
  assert.equal(neighbourOf([], 'a', 1), '');
});

test('after a decision comes the next item that is left, at the end the one before', () => {
  assert.equal(nextAfter(['a', 'b', 'c'], ['a', 'c'], 'b'), 'c');
  assert.equal(nextAfter(['a', 'b'], ['a'], 'b'), 'a');
  assert.equal(nextAfter(['a'], [], 'a'), '');
});

test('many at once counts the least sure part of an item and leaves out what is in doubt', () => {
  const items = [
    item('i1', { places: [place('p1')] }),
    item('i2', { places: [place('p2', { confidence: 0.8 })] }),
    item('i3', { places: [place('p3', { state: 'unresolved' })] }),
    item('i4', { decision: 'confirmed' }),
  ];
  assert.deepEqual(countReady(items, { above: 0.9 }, '王芳'), { ready: 1, left: 1, nowhere: 0 });
  assert.deepEqual(countReady(items, {}, '王芳'), { ready: 2, left: 1, nowhere: 0 });
  assert.equal(isDoubtful(items[2]), true);
});

test('a candidate is chosen once for all items that rest on the same words', () => {
  const candidates = [{ adcodes: ['320106'] }, { adcodes: ['320302'] }];
  const doubtful = (id, span, order = candidates) => place(id, { ...IN_DOUBT, span, candidates: order });
  const items = [
    item('i1', { places: [doubtful('p1', [5, 8])] }),
    item('i2', { version: 4, places: [doubtful('p2', [5, 8], [...candidates].reverse())] }),
    item('i3', { places: [doubtful('p3', [90, 93])] }),
  ];
  assert.deepEqual(chooseCandidate(items, items[0], items[0].places[0], 1), [
    { op: 'change_place', item: 'i1', version: 1, place: 'p1', set: { candidate: 1 } },
    { op: 'confirm_place', item: 'i1', version: 1, place: 'p1' },
    { op: 'change_place', item: 'i2', version: 4, place: 'p2', set: { candidate: 0 } },
    { op: 'confirm_place', item: 'i2', version: 4, place: 'p2' },
  ]);
});

test('all places of a list are confirmed but those in doubt', () => {
  const list = item('i1', { places: [place('p1'), place('p2', IN_DOUBT), place('p3', { decision: 'rejected' })] });
  assert.deepEqual(
    confirmPlaces(list).map((change) => change.place),
    ['p1'],
  );
});

test('a change and its confirmation are sent together, with the version that was seen', () => {
  assert.deepEqual(changeItem(item('i1', { version: 7 }), { kind: 'fact' }, true), [
    { op: 'change', item: 'i1', version: 7, set: { kind: 'fact' } },
    { op: 'confirm', item: 'i1', version: 7 },
  ]);
});

test('the same changes go to the items as they are now', () => {
  const changes = [{ op: 'confirm', item: 'i1', version: 1 }];
  assert.equal(renewed(changes, new Map([['i1', item('i1', { version: 9 })]]))[0].version, 9);
  assert.equal(changes[0].version, 1);
});

test('only what differs is sent', () => {
  assert.deepEqual(
    differences(
      { kind: 'target', topics: ['tea'], year: null },
      { kind: 'target', topics: ['tea', 'food'], year: null },
    ),
    { topics: ['tea', 'food'] },
  );
});

const PLAIN = { isTyping: false, isControl: false, isScroller: false, isOff: false, isForm: false };

for (const [name, event, where, action] of [
  ['a letter decides', { key: 'c' }, {}, 'confirm'],
  ['a capital letter is the same key', { key: 'C' }, {}, 'confirm'],
  ['Enter confirms', { key: 'Enter' }, {}, 'confirm'],
  ['Enter on a button is its own', { key: 'Enter' }, { isControl: true }, undefined],
  ['a letter on a button decides', { key: 'x' }, { isControl: true }, 'reject'],
  ['nothing while typing', { key: 'c' }, { isTyping: true }, undefined],
  ['nothing with a modifier', { key: 'c', ctrlKey: true }, {}, undefined],
  ['arrows scroll where something scrolls', { key: 'ArrowDown' }, { isScroller: true }, undefined],
  ['letters can be switched off', { key: 'x' }, { isOff: true }, undefined],
  ['digits can be switched off', { key: '1' }, { isOff: true }, undefined],
  ['arrows stay when letters are off', { key: 'ArrowDown' }, { isOff: true }, 'next'],
  ['a letter on a box of an open form decides nothing', { key: 'c' }, { isForm: true, isControl: true }, undefined],
  ['nor does Enter in the list beside an open form', { key: 'Enter' }, { isForm: true }, undefined],
  ['nor a digit', { key: '1' }, { isForm: true }, undefined],
  ['Escape closes an open form', { key: 'Escape' }, { isForm: true }, 'close'],
  ['Escape without a form is not of the review', { key: 'Escape' }, {}, undefined],
  ['a key that is held down decides once', { key: 'c', repeat: true }, {}, undefined],
  ['a key that is held down walks', { key: 'j', repeat: true }, {}, 'next'],
]) {
  test(`keys: ${name}`, () => {
    assert.equal(actionOf({ ...event }, { ...PLAIN, ...where })?.action, action);
  });
}

test('keys: digits choose a candidate', () => {
  assert.deepEqual(actionOf({ key: '3' }, PLAIN), { action: 'candidate', index: 2 });
});

test('a new item is confirmed in the same step where that is asked for', () => {
  const set = { topics: ['tea'] };
  assert.deepEqual(addItem('一', set, { span: [1, 3], confirm: true }), [
    { op: 'add', clause: '一', set, span: [1, 3], confirm: true },
  ]);
});

test('the first line of a clause is its heading unless it is a sentence', () => {
  assert.ok(isHeadingLine('（一）做强磷化工', '做强磷化工'));
  assert.ok(isHeadingLine('（二）川南片区。', '川南片区'));
  assert.ok(!isHeadingLine('（三）做强磷化工。支持开阳县建设新能源材料基地', '做强磷化工'));
  assert.ok(!isHeadingLine('（四）除南明区外，各县要加快转型。', '除南明区外，各县要加快转型'));
  assert.ok(!isHeadingLine('（五）除南明区外的各县（市、区）要加快推进数字化转型。', '除南明区外的各县（市、区）要加快推进数字化转型'));
});
