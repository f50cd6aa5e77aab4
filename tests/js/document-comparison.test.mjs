import assert from 'node:assert/strict';
import test from 'node:test';
import {
  countiesOf,
  findLine,
  groupsOf,
  lowerFirst,
  placesOf,
  shownGroup,
  tableOf,
  toldChanges,
  topicClauses,
  topicsOf,
  unitsOf,
  unnamedParts,
} from '../../static/js/documents/comparison-model.js';
import { differences } from '../../static/js/lib/differences.js';
import { comparisonRows } from '../../static/js/documents/comparison-rows.js';
import { isComparing, paintMode } from '../../static/js/lib/query.js';
import { initialView, parseView, printView } from '../../static/js/state.js';

const unit = (adcode, name = adcode) => ({ adcode, name, is_reached: true });
const KAIYANG = unit('520121', '开阳县');
const XIFENG = unit('520122', '息烽县');
const ANSWER = {
  mode: 'versions',
  upper: '',
  counts: { changed: 1, added: 1 },
  rows: [
    {
      id: 'b#1',
      status: 'changed',
      a: { goal: 'a#1', places: [KAIYANG, XIFENG] },
      b: { goal: 'b#1', places: [KAIYANG, unit('520181')] },
      counties: { a: ['520121', '520122'], b: ['520121', '520181'] },
    },
    { id: 'b#2', status: 'added', a: null, b: { goal: 'b#2', places: [] }, counties: { a: [], b: ['520102'] } },
  ],
  unnamed: { a: [unit('520102'), unit('520181')], b: [unit('520102'), XIFENG] },
  shared_topics: {
    a: [{ topic: 'tea', title: {}, count: 2, counties: [KAIYANG, XIFENG], clauses: ['一'] }],
    b: [{ topic: 'tea', title: {}, count: 1, counties: [KAIYANG], clauses: ['二'] }],
  },
  common_topics: [{ topic: 'tea', title: {}, count: 1, counties: [KAIYANG], clauses_a: ['一'], clauses_b: ['二'] }],
};

test('a comparison is in the address and comes back from it', () => {
  const view = { ...initialView(), tab: 'documents', pair: ['p-1', 'p-2'], group: 'in_part', line: 'p-2#二/(一)#i8' };
  assert.deepEqual(parseView(printView(view)), { view, ignored: [] });
});

test('the map shows a comparison only while its tab is open and no document is read', () => {
  const view = { ...initialView(), tab: 'documents', pair: ['a', 'b'] };
  assert.ok(isComparing(view));
  assert.deepEqual(paintMode(view), { designations: true, choropleth: false });
  for (const patch of [{ tab: 'themes' }, { pair: ['a'] }, { doc: 'a' }, { review: 'a' }])
    assert.ok(!isComparing({ ...view, ...patch }));
});

test('groups count statements, counties and topics; the first with lines is shown', () => {
  const counts = Object.fromEntries(groupsOf(ANSWER).map(({ id, count }) => [id, count]));
  assert.deepEqual(counts, { changed: 1, added: 1, dropped: 0, moved: 0, review: 0, same: 0, unnamed: 3, topics: 1, common: 1 });
  assert.equal(shownGroup(ANSWER, ''), 'changed');
  assert.equal(shownGroup(ANSWER, 'dropped'), 'dropped');
  assert.equal(shownGroup(ANSWER, 'lacking'), 'changed');
});

test('a line is found by its name', () => {
  assert.equal(findLine(ANSWER, 'b#2').status, 'added');
  assert.equal(findLine(ANSWER, 'gone'), undefined);
});

test('counties of a line are told apart by the documents that ask them', () => {
  assert.deepEqual(
    [...countiesOf(ANSWER, { group: 'changed', line: 'b#1' })],
    [
      ['520121', 'both'],
      ['520122', 'a'],
      ['520181', 'b'],
    ],
  );
  assert.deepEqual([...countiesOf(ANSWER, { group: 'added', line: '' })], [['520102', 'b']]);
  assert.deepEqual([...countiesOf(ANSWER, { group: 'common', line: '' })], [['520121', 'both']]);
  assert.deepEqual(
    [...countiesOf(ANSWER, { group: 'topics', line: 'tea' })],
    [
      ['520121', 'both'],
      ['520122', 'a'],
    ],
  );
});

test('counties that neither version names stand before those of one', () => {
  const told = (answer) => unnamedParts(answer).map(({ side, units }) => [side, units.map(({ adcode }) => adcode)]);
  assert.deepEqual(told(ANSWER), [
    ['both', ['520102']],
    ['b', ['520122']],
    ['a', ['520181']],
  ]);
  assert.deepEqual(told({ ...ANSWER, mode: 'nested', upper: 'b' })[0], ['b', ['520102', '520122']]);
});

test('places that stayed, came and went', () => {
  const { kept, added, dropped } = placesOf(ANSWER.rows[0]);
  assert.deepEqual([kept, added, dropped].map((ones) => ones.map(({ adcode }) => adcode)), [
    ['520121'],
    ['520181'],
    ['520122'],
  ]);
});

test('a county more under a prohibition came, is told in words, and is told apart from those that are asked', () => {
  const row = {
    a: { places: [], forbidden: [KAIYANG] },
    b: { places: [], forbidden: [KAIYANG, XIFENG] },
    changes: [{ code: 'forbidden_added', metric: '', before: '', after: '520122', by_review: '' }],
    figures: [],
  };
  const told = ({ kept, added, dropped }) =>
    [kept, added, dropped].map((ones) => ones.map(({ adcode, isForbidden }) => [adcode, isForbidden]));
  assert.deepEqual(told(placesOf(row)), [[['520121', true]], [['520122', true]], []]);
  assert.deepEqual(toldChanges(row).map(({ code }) => code), ['forbidden_added']);
  const reviewed = { ...row, changes: [{ ...row.changes[0], by_review: 'a' }] };
  assert.deepEqual(told(placesOf(reviewed)), [[['520121', true], ['520122', true]], [], []]);
  assert.deepEqual(unitsOf({ places: [KAIYANG], forbidden: [XIFENG] }).map(({ isForbidden }) => isForbidden), [undefined, true]);
});

test('a county that was asked and is now forbidden went from the one and came to the other', () => {
  const row = { a: { places: [KAIYANG], forbidden: [] }, b: { places: [], forbidden: [KAIYANG] }, changes: [] };
  const { added, dropped } = placesOf(row);
  assert.deepEqual([added, dropped].map(([one]) => [one.adcode, Boolean(one.isForbidden)]), [
    ['520121', true],
    ['520121', false],
  ]);
});

test('a topic that both documents share is one line', () => {
  const [{ count, a, b }] = topicsOf(ANSWER);
  assert.deepEqual([count, a.count, b.count], [2, 2, 1]);
});

test('what figures and places show is not said again', () => {
  const changes = ['value', 'places_added', 'words', 'year', 'lower_value'].map((code) => ({ code, metric: '产值' }));
  const told = toldChanges({ changes, figures: [{ metric: '产值' }] });
  assert.deepEqual(told.map(({ code }) => code), ['year', 'lower_value']);
});

test('a number that changed is one difference', () => {
  assert.deepEqual(differences('新增企业1200户', '新增企业1500户'), [
    { kind: 'same', text: '新增企业' },
    { kind: 'gone', text: '1200' },
    { kind: 'new', text: '1500' },
    { kind: 'same', text: '户' },
  ]);
});

test('texts that differ all over stand one behind the other', () => {
  assert.deepEqual(
    differences('发展茶叶', '建设园区').map(({ kind }) => kind),
    ['gone', 'new'],
  );
  assert.deepEqual(differences('', ''), []);
});

test('the detail of a topic shows the clauses of the group that is listed', () => {
  const answer = { ...ANSWER, common_topics: [{ ...ANSWER.common_topics[0], clauses_a: ['三'], clauses_b: ['四'] }] };
  assert.deepEqual(topicClauses(answer, 'tea', 'topics'), { title: {}, a: ['一'], b: ['二'] });
  assert.deepEqual(topicClauses(answer, 'tea', 'common'), { title: {}, a: ['三'], b: ['四'] });
  assert.equal(topicClauses(answer, 'coal', 'topics'), null);
});

test('counties of the lower region stand first', () => {
  const units = [unit('520115'), unit('520302'), unit('520121'), unit('520322')];
  const answer = { upper: 'a', a: { region: '520000' }, b: { region: '520300' } };
  const told = (one) => lowerFirst(units, one).map(({ adcode }) => adcode);
  assert.deepEqual(told(answer), ['520302', '520322', '520115', '520121']);
  assert.deepEqual(told({ upper: 'b', a: answer.b, b: answer.a }), told(answer));
});

test('a file holds the table of the group that is shown', () => {
  assert.deepEqual(['changed', 'unnamed', 'topics', 'common'].map(tableOf), ['goals', 'unnamed', 'topics', 'common']);
  assert.equal(comparisonRows({ ...ANSWER, rows: [] }, shownGroup(ANSWER, '')).table, 'goals');
  assert.equal(comparisonRows(ANSWER, 'common').table, 'common');
});

test('a pair of three documents is not followed', () => {
  const { view, ignored } = parseView('?pair=a,b,c');
  assert.deepEqual(view.pair, []);
  assert.equal(ignored.length, 1);
});
