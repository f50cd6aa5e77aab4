import assert from 'node:assert/strict';
import test from 'node:test';
import { contrast, mix, shade } from '../../static/js/lib/colours.js';
import { countByTopic } from '../../static/js/lib/counts.js';
import { isSharp } from '../../static/js/lib/precision.js';
import { choroplethParams, filterParams, paintMode } from '../../static/js/lib/query.js';
import { inFocusFirst } from '../../static/js/lib/ranking.js';
import { shapePath } from '../../static/js/lib/shapes.js';
import { SHAPES } from '../../static/js/lib/paint.js';
import { flowsOf } from '../../static/js/map/flows.js';
import { initialView } from '../../static/js/state.js';

test('a mix lies between colour and ground', () => {
  assert.equal(mix('#000000', '#ffffff', 0.5), '#808080');
  assert.equal(mix('#a6522b', '#ffffff', 1), '#a6522b');
});

test('the first topic of a group has its very hue', () => assert.equal(shade('#a6522b', 0), '#a6522b'));

test('black on white has the largest contrast', () => assert.equal(Math.round(contrast('#000000', '#ffffff')), 21));

test('counts of a region replace those of all documents', () => {
  const topics = [
    { slug: 'tea', counties: { named: 11, member: 2, scope: 72 } },
    { slug: 'coal', counties: { named: 6, scope: 0 } },
  ];
  assert.deepEqual(countByTopic(topics, null).get('tea'), { asked: 13, scope: 72 });
  const overview = {
    rows: [
      {
        topics: [
          { slug: 'tea', relation: 'named' },
          { slug: 'coal', relation: 'scope' },
        ],
      },
      {
        topics: [
          { slug: 'tea', relation: 'member' },
          { slug: 'unknown', relation: 'named' },
        ],
      },
    ],
  };
  assert.deepEqual(
    [...countByTopic(topics, overview)],
    [
      ['tea', { asked: 2, scope: 0 }],
      ['coal', { asked: 0, scope: 1 }],
    ],
  );
});

test('only surveyed and parcel positions are drawn sharp', () => {
  assert.deepEqual(['surveyed', 'parcel', 'town', 'county', undefined].map(isSharp), [
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('the whole country is no filter, and a clause counts only with its document', () => {
  const params = filterParams({ ...initialView(), region: 'all', clause: '二/(一)/1' });
  assert.deepEqual([params.region, params.clause], ['', '']);
});

test('with nothing chosen the map shows how much is asked', () => {
  assert.deepEqual(paintMode(initialView()), { designations: false, choropleth: true });
  assert.equal(choroplethParams(initialView()).indicator, 'goals');
});

test('a topic paints designations, an indicator besides turns them into symbols over its classes', () => {
  assert.deepEqual(paintMode({ ...initialView(), topic: ['tea'] }), { designations: true, choropleth: false });
  assert.deepEqual(paintMode({ ...initialView(), topic: ['tea'], indicator: 'population' }), {
    designations: true,
    choropleth: true,
  });
});

for (const shape of SHAPES) {
  test(`the ${shape} has an outline`, () => assert.match(shapePath(shape, 10, 7, 4), /^M[\d.\s\-LaZ]+Z$/i));
}

test('arrows run from the partners to the host, where both are on the map', () => {
  const goal = {
    host: '凯里市',
    places: [
      { adcode: '522601', name: '凯里市', place: '凯里', relation: 'named' },
      { adcode: '440606', name: '顺德区', place: '顺德', relation: 'partner' },
      { adcode: '440605', relation: 'partner', place: '南海', name: '南海区' },
    ],
  };
  const known = new Map([
    ['522601', { x: 1, y: 1 }],
    ['440606', { x: 2, y: 2 }],
  ]);
  assert.deepEqual(flowsOf([goal], known), [{ from: { x: 2, y: 2 }, to: { x: 1, y: 1 } }]);
  assert.deepEqual(flowsOf([], known), []);
});

test('a count shows what names the county, unless a relation is chosen; a measured indicator is not filtered', () => {
  assert.deepEqual(choroplethParams(initialView()).relation, ['named', 'implicit']);
  assert.deepEqual(choroplethParams({ ...initialView(), relation: ['scope'] }).relation, ['scope']);
  assert.equal(
    choroplethParams({ ...initialView(), indicator: 'population-2020', topic: ['tea'] }).topic,
    undefined,
  );
});

test('a search names the counties of the region in focus first, and leaves the rest in order', () => {
  const groups = [
    { kind: 'county', results: [{ adcode: '659009' }, { adcode: '520121' }, { adcode: '532502' }] },
    { kind: 'topic', results: [{ adcode: null }] },
  ];
  assert.deepEqual(
    inFocusFirst(groups, '520000')[0].results.map(({ adcode }) => adcode),
    ['520121', '659009', '532502'],
  );
  assert.equal(inFocusFirst(groups, 'all')[0].results[0].adcode, '659009');
});
