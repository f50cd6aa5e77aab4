import assert from 'node:assert/strict';
import test from 'node:test';
import { changedKeys, initialView, parseView, printView } from '../../static/js/state.js';

const CHOSEN = {
  ...initialView(),
  tab: 'documents',
  region: 'all',
  topic: ['phosphorus', 'coal'],
  doc: 'gz-county-industry-2027',
  clause: '二/(一)/1',
  relation: ['named'],
  kind: ['target'],
  year: 2027,
  indicator: 'population',
  scheme: 'equal_interval',
  k: 4,
  unit: '520121',
  compare: '522702',
  layers: [
    { id: 'zones', opacity: 1 },
    { id: 'sites', opacity: 0.5 },
  ],
  table: true,
  at: { lon: 106.7, lat: 27.05, zoom: 8.25 },
  lang: 'en',
  theme: 'dark',
};

test('a view with nothing chosen has an empty query', () => {
  assert.equal(printView(initialView()), '');
});

test('a view printed and parsed again is the same view', () => {
  assert.deepEqual(parseView(printView(CHOSEN)), { view: CHOSEN, ignored: [] });
});

test('a clause id stays readable in the query and comes back as it was', () => {
  const query = printView({ ...initialView(), doc: 'd', clause: '二/(一)/2/专栏/1' });
  assert.match(query, /clause=[^&]*\/\(/);
  assert.equal(parseView(query).view.clause, '二/(一)/2/专栏/1');
});

for (const [name, query, key] of [
  ['an unknown key', 'colour=red', 'colour'],
  ['a key of every object', 'toString=1', 'toString'],
  ['a year that is no number', 'year=soon', 'year'],
  ['a code that is no adcode', 'unit=5201', 'unit'],
  ['a position off the earth', 'at=500,95,8', 'at'],
  ['a tab that there is not', 'tab=secrets', 'tab'],
  ['markup in a topic', 'topic=<b>', 'topic'],
]) {
  test(`${name} is ignored and named`, () => {
    const { view, ignored } = parseView(query);
    assert.deepEqual(ignored, [key]);
    assert.deepEqual(view, initialView());
  });
}

test('what is understood counts even beside what is not', () => {
  const { view, ignored } = parseView('?topic=tea&foo=1&unit=520328');
  assert.deepEqual([view.topic, view.unit, ignored], [['tea'], '520328', ['foo']]);
});

test('changed keys are told by value, not by identity', () => {
  const before = { ...initialView(), topic: ['tea'] };
  assert.deepEqual(changedKeys(before, { ...before, topic: ['tea'] }), []);
  assert.deepEqual(changedKeys(before, { ...before, topic: ['coal'], table: true }), ['topic', 'table']);
});

test('beside a document the region always stands in the address', () => {
  assert.equal(printView({ ...initialView(), review: 'd' }), 'region=520000&review=d');
  assert.equal(printView({ ...initialView('360000'), doc: 'd' }, '360000'), 'region=360000&doc=d');
});

test('a county in the address is the unit that is shown', () => {
  for (const name of ['county', 'adcode']) {
    const { view, ignored } = parseView(`?${name}=360923`);
    assert.deepEqual([view.unit, view.region, ignored], ['360923', '360000', []]);
  }
  assert.deepEqual(parseView('?county=上高').ignored, ['county']);
});
