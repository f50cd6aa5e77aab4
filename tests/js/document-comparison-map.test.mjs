import assert from 'node:assert/strict';
import test from 'node:test';
import { connectComparisonMap } from '../../static/js/documents/comparison-map.js';
import { connectFocus } from '../../static/js/focus.js';
import { useMessages } from '../../static/js/i18n.js';
import { relationsOf } from '../../static/js/lib/relations.js';
import { describeUnit } from '../../static/js/map/describe.js';
import { initialView, parseView } from '../../static/js/state.js';
import { createStore } from '../../static/js/store.js';
import { paintedRows } from '../../static/js/ui/table-data.js';

const KAIYANG = { adcode: '520121', name: '开阳县', is_reached: false };
const XIFENG = { adcode: '520122', name: '息烽县', is_reached: false };
const BOOTSTRAP = {
  regions: [{ adcode: '520000' }, { adcode: '360000' }],
  documents: [],
  topics: [],
  relations: [
    { slug: 'named', zh: '点名' },
    { slug: 'member', zh: '所在市州或区域' },
    { slug: 'scope', zh: '适用范围' },
  ],
};
const ANSWER = {
  mode: 'versions',
  upper: '',
  a: { region: '520000' },
  b: { region: '520000' },
  counts: { changed: 1 },
  rows: [
    {
      id: 'b#1',
      status: 'changed',
      a: { summary: {}, clause: '一', places: [KAIYANG] },
      b: { summary: {}, clause: '一', places: [KAIYANG, XIFENG] },
      figures: [],
      changes: [],
      counties: { a: ['520121'], b: ['520121', '520122'] },
    },
  ],
  unnamed: { a: [XIFENG], b: [] },
  shared_topics: { a: [], b: [] },
  common_topics: [],
};
const ROWS = { rows: [{ adcode: '520121', relation: 'member', goals: 2, topics: [] }], counts: { member: 1 } };

function open(query, { answer = ANSWER, isChosen = false } = {}) {
  useMessages('zh', {
    'comparison.map.named.both': '两份都点名',
    'comparison.map.named.b': '仅乙点名',
    'comparison.map.unnamed.a': '甲未点名',
    'comparison.legend.none': '不在这一组',
    'map.tip.none': '未提及',
    'map.tip.goals': '{count} 项任务',
  });
  const store = createStore({ ...initialView(), ...parseView(query).view });
  store.put('bootstrap', BOOTSTRAP);
  connectFocus(store, query);
  connectComparisonMap({ store, answer, isChosen });
  store.put('painting', { status: 'ready', designations: store.get('compared'), choropleth: null });
  return store;
}

test('tooltips say which document speaks of a county, and count nothing', () => {
  const store = open('?tab=documents&pair=x,y');
  const told = (adcode) => describeUnit(adcode, store).lines;
  assert.deepEqual(told('520121'), ['两份都点名']);
  assert.deepEqual(told('520122'), ['仅乙点名']);
  assert.deepEqual(told('520123'), ['不在这一组']);
  store.set({ group: 'unnamed' });
  store.put('painting', { status: 'ready', designations: store.get('compared'), choropleth: null });
  assert.deepEqual(told('520122'), ['甲未点名']);
});

test('the table of counties says the same, without columns that would be empty', () => {
  const { columns, rows } = paintedRows(open('?tab=documents&pair=x,y'), 'counties');
  assert.deepEqual(columns.map(({ key }) => key), ['county', 'adcode', 'relation']);
  assert.deepEqual(rows.map((row) => columns.map((column) => column.text(row))), [
    ['开阳县', '520121', '两份都点名'],
    ['息烽县', '520122', '仅乙点名'],
  ]);
});

test('elsewhere the relations keep their names, and goals are counted', () => {
  const store = open('?tab=documents&pair=x,y');
  store.put('painting', { status: 'ready', designations: ROWS, choropleth: null });
  assert.deepEqual(describeUnit('520121', store).lines, ['所在市州或区域 · 2 项任务']);
  assert.deepEqual(describeUnit('520122', store).lines, ['未提及']);
  assert.ok(paintedRows(store, 'counties').columns.some(({ key }) => key === 'goals'));
  assert.deepEqual(relationsOf(ROWS, BOOTSTRAP), BOOTSTRAP.relations);
});

test('a link to a comparison shows the place that it states', () => {
  assert.equal(open('?tab=documents&pair=x,y&region=360000').view.region, '360000');
  assert.equal(open('?tab=documents&pair=x,y&region=all').view.region, 'all');
  const at = open('?tab=documents&pair=x,y&at=106.7,26.6,8');
  assert.deepEqual([Boolean(at.view.at), at.get('goto')], [true, undefined]);
});

const JIANGXI = { ...ANSWER, a: { region: '360000' }, b: { region: '360000' } };

test('a link that states no place leads to that of its documents', () => {
  assert.equal(open('?tab=documents&pair=x,y', { answer: JIANGXI }).view.region, '360000');
});

test('documents of another province that are chosen move the map, unless the whole country is shown', () => {
  const chosen = (query) => open(query, { answer: JIANGXI, isChosen: true }).view.region;
  assert.equal(chosen('?tab=documents&region=520000'), '360000');
  assert.equal(chosen('?tab=documents&region=all'), 'all');
  const same = open('?tab=documents&region=520000&at=106.7,26.6,8', { isChosen: true });
  assert.ok(same.view.at);
});
