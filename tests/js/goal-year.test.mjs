import assert from 'node:assert/strict';
import test from 'node:test';
import { useMessages } from '../../static/js/i18n.js';
import { yearText } from '../../static/js/ui/goal-year.js';

useMessages('zh', {
  'figure.year': '{year} 年',
  'figure.horizon': '{year} 年（规划期末）',
  'figure.horizon.short': '{year} 期末',
});
const goal = (more) => ({ year: 2027, year_stated: true, figure: null, ...more });

test('a year that the clause writes stands as it is', () => {
  assert.equal(yearText(goal()), '2027 年');
  assert.equal(yearText(goal({ figure: { year: 2027, year_from: 2025 } })), '2025–2027 年');
});

test('a year that is only the end of the plan says so', () => {
  const meant = goal({ year_stated: false, figure: { year: 2027 } });
  assert.equal(yearText(meant), '2027 年（规划期末）');
  assert.equal(yearText(meant, { isShort: true }), '2027 期末');
});

test('without a year nothing is said', () => {
  assert.equal(yearText(goal({ year: null, year_stated: false })), '');
  assert.equal(yearText(goal({ figure: { year: null } })), '');
});
