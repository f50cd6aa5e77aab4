import assert from 'node:assert/strict';
import test from 'node:test';
import { ancestorsOf, linkOutline, openAtFirst, shownNodes, stepInTree } from '../../static/js/lib/outline.js';

const entry = (id, { goals = 0, isHeading = false } = {}) => ({
  id,
  goals,
  counties: 0,
  is_heading: isHeading,
  heading: { zh: '', en: '' },
  depth: id.split('/').length,
  parent: id.split('/').slice(0, -1).join('/'),
});
const OUTLINE = [
  entry('前言', { goals: 1 }),
  entry('二', { isHeading: true }),
  entry('二/(一)', { isHeading: true }),
  entry('二/(一)/1', { goals: 9 }),
  entry('二/(一)/2', { goals: 5 }),
  entry('二/(二)', { goals: 2 }),
  entry('三', { goals: 4 }),
];
const nodes = linkOutline(OUTLINE);
const ids = (list) => list.map(({ id }) => id);

test('clauses are linked to those above, with their place among their siblings', () => {
  assert.deepEqual(nodes.get('二').children, ['二/(一)', '二/(二)']);
  const { position, size } = nodes.get('二/(一)/2');
  assert.deepEqual([position, size], [2, 2]);
  assert.deepEqual(ancestorsOf(nodes, '二/(一)/1'), ['二/(一)', '二']);
});

test('a heading counts the goals of all clauses below it', () => {
  assert.deepEqual(
    ['二', '二/(一)', '二/(一)/1'].map((id) => nodes.get(id).total),
    [16, 14, 9],
  );
});

test('a clause whose heading is missing stands at the top', () => {
  assert.equal(linkOutline([entry('五/1')]).get('五/1').parent, '');
});

test('a short outline is open, a long one shows its top', () => {
  assert.deepEqual([...openAtFirst(nodes)], ['二', '二/(一)']);
  const long = linkOutline([
    ...OUTLINE,
    ...Array.from({ length: 60 }, (_, index) => entry(`二/(一)/${index + 3}`)),
  ]);
  assert.deepEqual([...openAtFirst(long)], ['二']);
});

test('only what lies in open headings is shown, in reading order', () => {
  assert.deepEqual(ids(shownNodes(nodes, new Set(['二']))), ['前言', '二', '二/(一)', '二/(二)', '三']);
  assert.deepEqual(ids(shownNodes(nodes, new Set(['二/(一)']))), ['前言', '二', '三']);
});

const OPEN = new Set(['二', '二/(一)']);
for (const [key, from, step] of [
  ['ArrowDown', '二/(一)', { focus: '二/(一)/1' }],
  ['ArrowDown', '三', { focus: '三' }],
  ['ArrowUp', '三', { focus: '二/(二)' }],
  ['ArrowUp', '前言', { focus: '前言' }],
  ['ArrowRight', '二', { focus: '二/(一)' }],
  ['ArrowRight', '前言', {}],
  ['ArrowLeft', '二', { close: '二' }],
  ['ArrowLeft', '二/(一)/2', { focus: '二/(一)' }],
  ['ArrowLeft', '三', {}],
  ['Home', '三', { focus: '前言' }],
  ['End', '前言', { focus: '三' }],
  ['x', '前言', null],
]) {
  test(`in the tree ${key} at ${from} gives ${JSON.stringify(step)}`, () => {
    assert.deepEqual(stepInTree(nodes, OPEN, from, key), step);
  });
}

test('the right arrow opens what is closed', () => {
  assert.deepEqual(stepInTree(nodes, new Set(), '二', 'ArrowRight'), { open: '二' });
});
