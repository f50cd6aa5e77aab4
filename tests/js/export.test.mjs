import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { mapCommand, quoted } from '../../static/js/export/command.js';
import { localDate } from '../../static/js/export/controls.js';
import { createDraft } from '../../static/js/export/draft.js';
import { GROUPS } from '../../static/js/export/fields.js';
import { fileName } from '../../static/js/export/file-name.js';
import { withinLimit } from '../../static/js/export/jobs.js';
import { templateName } from '../../static/js/export/templates.js';
import { DEFAULTS, STYLE } from '../../static/js/lib/figure-params.js';

const MESSAGES = JSON.parse(readFileSync(new URL('../../static/messages/zh-CN.json', import.meta.url), 'utf8'));

test('a word that means something to a shell is quoted, and any other is not', () => {
  assert.equal(quoted('520000'), '520000');
  assert.equal(quoted('zone,site~50'), "'zone,site~50'");
  assert.equal(quoted('二/(一)/4'), "'二/(一)/4'");
  assert.equal(quoted("it's"), "'it'\\''s'");
  assert.equal(quoted(''), "''");
});

test('the command names every parameter as the command line does', () => {
  assert.equal(
    mapCommand({ region: '520000', review_number: '黔S(2026)1号', scale_bar: '0' }, '贵州省 白酒.pdf'),
    "atlas map --region 520000 --review-number '黔S(2026)1号' --scale-bar 0 -o '贵州省 白酒.pdf'",
  );
});

test('the name of a file is that of the server, in Chinese where it gives one', () => {
  const disposition = `attachment; filename="map.pdf"; filename*=UTF-8''${encodeURIComponent('贵州省-白酒.pdf')}`;
  assert.equal(fileName(disposition, 'x'), '贵州省-白酒.pdf');
  assert.equal(fileName('attachment; filename=map.pdf', 'x'), 'map.pdf');
  assert.equal(fileName("attachment; filename*=UTF-8''%E0%A4%A", 'x'), 'x');
  assert.equal(fileName(null, 'x'), 'x');
});

test('a draft tells of changes, and of nothing that changes nothing', () => {
  const draft = createDraft({ region: '520000', paper: 'A4' });
  let told = 0;
  const stop = draft.onChange(() => (told += 1));
  draft.set({ paper: 'A4', title: '' });
  assert.equal(told, 0);
  draft.set({ paper: 'A3' });
  assert.deepEqual([told, draft.get('paper'), draft.params], [1, 'A3', { region: '520000', paper: 'A3' }]);
  draft.set({ paper: '' });
  assert.deepEqual([told, draft.get('paper')], [2, 'A4']);
  stop();
  draft.set({ paper: 'A0' });
  assert.equal(told, 2);
});

test('every control has its words, and every choice its own', () => {
  const missing = GROUPS.flatMap(({ id, fields }) => [
    `export.group.${id}`,
    ...fields.flatMap(({ name, of = [] }) => [
      `export.${name}`,
      ...(`export.${name}.of` in MESSAGES ? [] : of.map((value) => `export.${name}.${value}`)),
    ]),
  ]).filter((key) => !(key in MESSAGES));
  assert.deepEqual(missing, []);
});

test('every choice of the form may be the usual one, and what a template holds can be chosen', () => {
  const fields = GROUPS.flatMap((group) => group.fields);
  const odd = fields.filter(({ name, of = [] }) => of.length > 0 && !of.includes(DEFAULTS[name]));
  assert.deepEqual(odd, []);
  const names = fields.map(({ name }) => name);
  assert.deepEqual(
    STYLE.filter((name) => !names.includes(name)),
    [],
  );
});

test('the file of a template bears its title as far as a file can', () => {
  assert.equal(templateName('  省工信厅 A3（横版） '), '省工信厅-A3-横版');
  assert.equal(templateName('../etc'), 'etc');
  assert.equal([...templateName('图'.repeat(60))].length, 40);
});

test('a date is that of the reader, not that of Greenwich', () => {
  assert.equal(localDate(new Date(2026, 0, 5, 0, 30)), '2026-01-05');
});

test('of too many long tasks the oldest that have ended give way, and none that runs', () => {
  const job = (id, state) => ({ id, state });
  const kept = (all) => withinLimit(all, 3).map(({ id }) => id);
  assert.deepEqual(kept([job('a', 'done'), job('b', 'running'), job('c', 'done')]), ['a', 'b', 'c']);
  assert.deepEqual(kept([job('a', 'running'), job('b', 'done'), job('c', 'failed'), job('d', 'queued')]), ['a', 'c', 'd']);
  assert.deepEqual(kept(['a', 'b', 'c', 'd'].map((id) => job(id, 'running'))), ['a', 'b', 'c', 'd']);
});
