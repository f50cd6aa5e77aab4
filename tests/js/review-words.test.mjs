import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { whereWords } from '../../static/js/documents/words.js';
import { useMessages } from '../../static/js/i18n.js';
import { yearText } from '../../static/js/ui/goal-year.js';

useMessages('zh', JSON.parse(await readFile(new URL('../../static/messages/zh-CN.json', import.meta.url), 'utf8')));

for (const [where, words] of [
  ['page 3', '第 3 页'],
  ['block 11', '第 11 段'],
  ['table 2 row 1', '表 2 第 1 行'],
  ['somewhere', 'somewhere'],
  ['page 3 of it', 'page 3 of it'],
])
  test(`where words stand is said in the language of the page: ${where}`, () => assert.equal(whereWords(where), words));

test('an item without a figure tells its year as the profile does', () => {
  assert.equal(yearText({ year: 2028, year_stated: false }), '2028 年（规划期末）');
  assert.equal(yearText({ year: 2027, year_stated: true }), '2027 年');
});
