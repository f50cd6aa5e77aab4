import assert from 'node:assert/strict';
import test from 'node:test';
import { toCsv } from '../../static/js/lib/csv.js';
import { stepInGrid } from '../../static/js/lib/grid-keys.js';
import { nextSort, sortRows, valueRows } from '../../static/js/lib/table-rows.js';
import { scrollFor, windowOf } from '../../static/js/lib/window.js';

const COLUMNS = [
  { key: 'county', text: ({ county }) => county },
  { key: 'value', isNumber: true, text: String, order: ({ value }) => value },
];
const ROWS = [
  { county: '息烽县', value: 9 },
  { county: '开阳县', value: null },
  { county: '安龙县', value: 120 },
  { county: '安龙县', value: 9 },
];
const sorted = (sort) => sortRows(ROWS, COLUMNS, sort, 'zh-CN').map(({ county, value }) => [county[0], value]);

test('numbers sort by size, and rows without one come last both ways', () => {
  assert.deepEqual(sorted('value'), [
    ['息', 9],
    ['安', 9],
    ['安', 120],
    ['开', null],
  ]);
  assert.deepEqual(sorted('-value'), [
    ['安', 120],
    ['息', 9],
    ['安', 9],
    ['开', null],
  ]);
});

test('names sort by pinyin', () => {
  assert.deepEqual(
    sorted('county').map(([name]) => name),
    ['安', '安', '开', '息'],
  );
});

test('an unknown column leaves the order of the server', () => {
  assert.equal(sortRows(ROWS, COLUMNS, 'colour', 'zh-CN'), ROWS);
});

test('a heading sorts numbers downwards first, text upwards, and turns when pressed again', () => {
  assert.equal(nextSort('', COLUMNS[1]), '-value');
  assert.equal(nextSort('-value', COLUMNS[1]), 'value');
  assert.equal(nextSort('-value', COLUMNS[0]), 'county');
  assert.equal(nextSort('county', COLUMNS[0]), '-county');
});

test('a choropleth becomes one row a county, and the three kinds of nothing stay apart', () => {
  const rows = valueRows({
    classes: [
      { from: 1, to: 4 },
      { from: 4, to: 9 },
    ],
    values: { 520122: 9, 520121: 4, 520123: 0 },
    zero: ['520123'],
    no_data: ['520181'],
    not_asked: ['520102'],
  });
  assert.deepEqual(
    rows.map(({ adcode, value, place, state }) => [adcode, value, place, state]),
    [
      ['520102', null, null, 'notAsked'],
      ['520121', 4, 0, 'value'],
      ['520122', 9, 1, 'value'],
      ['520123', 0, null, 'zero'],
      ['520181', null, null, 'noData'],
    ],
  );
});

test('a short list is drawn whole, a long one as far as it is seen', () => {
  assert.deepEqual(windowOf({ count: 200, row_px: 32, top_px: 0, height_px: 320 }), {
    first: 0,
    end: 200,
    before_px: 0,
    after_px: 0,
  });
  const { first, end, before_px, after_px } = windowOf({
    count: 8000,
    row_px: 32,
    top_px: 64_000,
    height_px: 320,
  });
  assert.deepEqual([first, end], [1988, 2022]);
  assert.equal(before_px + after_px + (end - first) * 32, 8000 * 32);
});

test('the window stays within the list when it is scrolled beyond its end', () => {
  const { first, end, after_px } = windowOf({ count: 300, row_px: 32, top_px: 99_999, height_px: 320 });
  assert.deepEqual([first, end, after_px], [300, 300, 0]);
});

test('a row is scrolled to as little as need be', () => {
  const view = { row_px: 32, top_px: 320, height_px: 160 };
  assert.equal(scrollFor({ ...view, index: 11 }), 320);
  assert.equal(scrollFor({ ...view, index: 2 }), 64);
  assert.equal(scrollFor({ ...view, index: 20 }), 21 * 32 - 160);
});

const SIZE = { rows: 100, columns: 18, page: 10 };
for (const [event, from, to] of [
  [{ key: 'ArrowDown' }, [0, 3], [1, 3]],
  [{ key: 'ArrowUp' }, [0, 3], [-1, 3]],
  [{ key: 'ArrowUp' }, [-1, 3], [-1, 3]],
  [{ key: 'ArrowRight' }, [4, 17], [4, 17]],
  [{ key: 'PageDown' }, [95, 0], [99, 0]],
  [{ key: 'PageUp' }, [5, 0], [0, 0]],
  [{ key: 'Home' }, [5, 7], [5, 0]],
  [{ key: 'End', ctrlKey: true }, [5, 7], [99, 17]],
]) {
  test(`in the grid ${event.ctrlKey ? 'Ctrl+' : ''}${event.key} leads from ${from} to ${to}`, () => {
    const cell = stepInGrid({ row: from[0], column: from[1] }, event, SIZE);
    assert.deepEqual([cell.row, cell.column], to);
  });
}

test('other keys are not the grid’s', () => {
  assert.equal(stepInGrid({ row: 0, column: 0 }, { key: 'a' }, SIZE), null);
});

test('a CSV file quotes what needs it and holds no formula', () => {
  assert.equal(
    toCsv(
      ['县', '值'],
      [
        ['开阳, "矿"', 1.5],
        ['=1+1', null],
        ['-2', -2],
      ],
    ),
    '\ufeff县,值\r\n"开阳, ""矿""",1.5\r\n\'=1+1,\r\n\'-2,-2\r\n',
  );
});
