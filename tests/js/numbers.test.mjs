import assert from 'node:assert/strict';
import test from 'node:test';
import {
  classRanges,
  formatFigure,
  formatNumber,
  formatQuantity,
  formatYears,
} from '../../static/js/lib/numbers.js';

const FIGURES = [
  [{ op: '>=', value: 1200, unit: '户' }, '≥ 1,200 户'],
  [{ op: '~', value: 70, unit: '%' }, '≈ 70%'],
  [{ op: '=', value: 2.25, unit: '头' }, '2.25 头'],
  [{ op: 'range', value: 3, value_max: 5, unit: '个' }, '3–5 个'],
  [{ op: 'range', value: 3, value_max: null, unit: '个' }, '3 个'],
  [{ op: '>', value: 1580, unit: '亿元' }, '> 1,580 亿元'],
];
for (const [figure, text] of FIGURES) {
  test(`${figure.op} ${figure.value} reads ${text}`, () => assert.equal(formatFigure(figure, 'zh-CN'), text));
}

test('a missing number is a dash, never a zero', () => {
  assert.deepEqual(
    [null, undefined, Number.NaN].map((value) => formatNumber(value, 'zh-CN')),
    ['–', '–', '–'],
  );
  assert.equal(formatNumber(0, 'zh-CN'), '0');
});

test('a quantity without a unit is the number alone', () => assert.equal(formatQuantity(5, '', 'en'), '5'));

test('years read as a year or a period', () => {
  assert.equal(formatYears({ year: 2027, year_from: null }), '2027');
  assert.equal(formatYears({ year: 2027, year_from: 2025 }), '2025–2027');
  assert.equal(formatYears({ year: null }), '');
});

test('classes of counted things share no bound', () => {
  assert.deepEqual(
    classRanges(
      [
        { from: 1, to: 1 },
        { from: 1, to: 3 },
        { from: 3, to: 8 },
      ],
      'zh-CN',
    ),
    ['1', '2–3', '4–8'],
  );
});

test('classes of measured things keep the bounds that the server rounded', () => {
  assert.deepEqual(
    classRanges(
      [
        { from: 0.5, to: 1.5 },
        { from: 1.5, to: 2000 },
      ],
      'zh-CN',
    ),
    ['0.5–1.5', '1.5–2,000'],
  );
});
