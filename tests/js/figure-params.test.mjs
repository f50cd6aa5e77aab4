import assert from 'node:assert/strict';
import test from 'node:test';
import {
  bboxText,
  figureParams,
  pageParams,
  pageSize,
  previewDpi,
  provinceOf,
  pruned,
  styleOf,
  viewLink,
  withStyle,
} from '../../static/js/lib/figure-params.js';
import { initialView, parseView } from '../../static/js/state.js';

const of = (query) => figureParams(parseView(query).view);

test('a view without a choice asks for its region alone', () => {
  assert.deepEqual(figureParams(initialView()), { region: '520000' });
});

test('the whole country is asked for as such: without a region the server takes that of the office', () => {
  assert.equal(of('region=all').region, 'all');
});

test('what is chosen goes over under the names of the figure', () => {
  assert.deepEqual(
    of('topic=phosphorus,manganese&relation=named,member&kind=target&year=2027&region=520000&unit=520121'),
    {
      region: '520000',
      topic: 'phosphorus,manganese',
      relation: 'named,member',
      kind: 'target',
      year: '2027',
      unit: '520121',
    },
  );
});

test('the document of the view is `document`, and a clause goes with its document only', () => {
  const { document, clause } = of('doc=gz-county-industry-2027&clause=二/(一)/4');
  assert.deepEqual([document, clause], ['gz-county-industry-2027', '二/(一)/4']);
  assert.equal('clause' in of('clause=二/(一)/4'), false);
});

test('indicator, classes and layers with their opacity go over', () => {
  const { indicator, scheme, k, layers } = of(
    'indicator=population-2020&scheme=natural_breaks&k=7&layers=zone,site~50',
  );
  assert.deepEqual([indicator, scheme, k, layers], ['population-2020', 'natural_breaks', '7', 'zone,site~50']);
});

test('the English page asks for an English figure with names in Latin letters', () => {
  const { lang, name_language: names } = of('lang=en');
  assert.deepEqual([lang, names], ['en', 'en']);
});

test('what the server takes by itself is not sent, and what is empty neither', () => {
  assert.deepEqual(pruned({ paper: 'A4', dpi: '300', title: '', colour: 'grey', mark: '0' }), {
    colour: 'grey',
    mark: '0',
  });
});

test('an English figure always says in which language its names are', () => {
  assert.deepEqual(pruned({ lang: 'en', name_language: 'zh' }), { lang: 'en', name_language: 'zh' });
  assert.deepEqual(pruned({ lang: 'zh', name_language: 'zh' }), {});
});

test('the printed link shows the view, without what is for the eyes of this reader only', () => {
  const { view } = parseView('topic=tea&theme=dark&table=1&sort=-goals&unit=520121');
  assert.equal(
    viewLink(view, 'http://atlas.test/county/?theme=dark', '520000'),
    'http://atlas.test/county/?topic=tea&unit=520121',
  );
  assert.equal(viewLink(initialView('520000'), 'http://atlas.test/', '520000'), 'http://atlas.test/');
});

test('what the map shows is a box of four numbers within the world', () => {
  assert.equal(bboxText([103.59957712, 24.621196, 109.6, 29.2]), '103.5996,24.6212,109.6,29.2');
  assert.equal(bboxText([-200, -95, 190, 91]), '-180,-90,180,90');
});

test('a template holds the look, not what the figure is about', () => {
  const params = { region: '520000', topic: 'tea', title: '茶', paper: 'A3', office: '省工信厅', review_number: '1' };
  assert.deepEqual(styleOf(params), { paper: 'A3', office: '省工信厅' });
});

test('a template replaces the whole look and leaves subject and language', () => {
  const before = { topic: 'tea', title: '茶', lang: 'en', paper: 'A3', graticule: '1' };
  assert.deepEqual(withStyle(before, { paper: 'slide', format: 'png' }), {
    topic: 'tea',
    title: '茶',
    lang: 'en',
    paper: 'slide',
    format: 'png',
  });
  assert.equal(withStyle(before, { lang: 'zh' }).lang, undefined);
});

test('the page that works by itself is asked for what it understands', () => {
  assert.deepEqual(pageParams({ topic: 'tea', paper: 'A3', title: '茶', units: '520121', review_number: '1' }), {
    topic: 'tea',
    title: '茶',
    review_number: '1',
  });
});

test('a page lies or stands, whichever side the paper names first', () => {
  assert.deepEqual(pageSize({ width_mm: 210, height_mm: 297 }, 'landscape'), [297, 210]);
  assert.deepEqual(pageSize({ width_mm: 254, height_mm: 190.5 }, 'portrait'), [190.5, 254]);
});

test('the preview is about 900 px wide on any paper, within what the server takes', () => {
  assert.equal(previewDpi(297), 77);
  assert.equal(previewDpi(297, 2), 154);
  assert.equal(previewDpi(1189), 36);
});

test('the province of a region', () => {
  assert.deepEqual(['520121', '520000', 'all', ''].map(provinceOf), ['520000', '520000', '', '']);
});
