import assert from 'node:assert/strict';
import test from 'node:test';
import { planPaint, topicColours } from '../../static/js/lib/paint.js';
import { initialView } from '../../static/js/state.js';

const BOOTSTRAP = {
  groups: [
    { slug: 'resource', colour: '#a6522b' },
    { slug: 'energy', colour: '#c98a00' },
  ],
  topics: [
    ['phosphorus', 'resource'],
    ['aluminium', 'resource'],
    ['coal', 'energy'],
    ['hydro', 'energy'],
    ['solar', 'energy'],
  ].map(([slug, group]) => ({ slug, group })),
};
const COLOURS = { accent: '#1c5d7d', zero: '#eeeeee' };
const row = (adcode, relation, ...topics) => ({
  adcode,
  relation,
  topics: topics.map((slug) => ({ slug, relation, goals: 1 })),
});
const plan = (topic, painting) => planPaint(BOOTSTRAP, { ...initialView(), topic }, painting, COLOURS);

test('topics of one group keep its hue in different shades, and each has its own texture', () => {
  const [one, other] = topicColours(BOOTSTRAP, ['phosphorus', 'aluminium']);
  assert.equal(one.colour, '#a6522b');
  assert.notEqual(one.colour, other.colour);
  assert.equal(one.shape, other.shape);
  assert.notEqual(one.texture, other.texture);
});

test('several topics stand side by side in a county, each with its own relation', () => {
  const rows = [
    {
      adcode: '520524',
      relation: 'named',
      topics: [
        { slug: 'phosphorus', relation: 'named' },
        { slug: 'coal', relation: 'member' },
      ],
    },
  ];
  const { parts } = plan(['phosphorus', 'coal'], { designations: { rows } }).looks.get('520524');
  assert.deepEqual(
    parts.map(({ topic, relation }) => [topic, relation]),
    [
      ['phosphorus', 'named'],
      ['coal', 'member'],
    ],
  );
});

test('more topics than stripes can tell become symbols', () => {
  const all = BOOTSTRAP.topics.map(({ slug }) => slug);
  const look = plan(all, { designations: { rows: [row('520524', 'named', 'coal', 'hydro')] } }).looks.get('520524');
  assert.equal(look.parts, undefined);
  assert.equal(look.symbols.length, 2);
});

test('excluded and negated counties are not filled', () => {
  const { looks } = plan([], { designations: { rows: [row('520323', 'excluded'), row('520324', 'negated')] } });
  assert.equal(looks.size, 0);
});

test('no data, zero and not asked are three different looks', () => {
  const choropleth = {
    classes: [{ from: 1, to: 9, colour: '#123456' }],
    values: { 520121: 4, 520122: 0 },
    zero: ['520122'],
    no_data: ['520123'],
    not_asked: ['520181'],
  };
  const { looks } = plan([], { choropleth });
  assert.deepEqual(looks.get('520121'), { flat: '#123456' });
  assert.deepEqual(looks.get('520122'), { flat: COLOURS.zero });
  assert.deepEqual(looks.get('520123'), { hatch: true });
  assert.equal(looks.has('520181'), false);
});

test('over a choropleth the designations are symbols and the class colour stays', () => {
  const choropleth = {
    classes: [{ from: 1, to: 9, colour: '#123456' }],
    values: { 520121: 4 },
    zero: [],
    no_data: [],
    not_asked: [],
  };
  const look = plan(['coal'], { choropleth, designations: { rows: [row('520121', 'named', 'coal')] } }).looks.get(
    '520121',
  );
  assert.equal(look.flat, '#123456');
  assert.equal(look.symbols.length, 1);
});

test('the scope of one topic does not thin the stripes of a topic that names the county', () => {
  const rows = [
    {
      adcode: '520524',
      relation: 'named',
      topics: [
        { slug: 'phosphorus', relation: 'named' },
        { slug: 'coal', relation: 'scope' },
      ],
    },
  ];
  const { parts } = plan(['phosphorus', 'coal'], { designations: { rows } }).looks.get('520524');
  assert.deepEqual(
    parts.map(({ topic }) => topic),
    ['phosphorus'],
  );
});
