import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { lang, pick, t, useMessages, wordOf } from '../../static/js/i18n.js';

const STATIC = new URL('../../static/', import.meta.url);
const read = (path) => readFileSync(new URL(path, STATIC), 'utf8');
const CATALOGUES = { zh: JSON.parse(read('messages/zh-CN.json')), en: JSON.parse(read('messages/en.json')) };
const SOURCES = readdirSync(new URL('js/', STATIC), { recursive: true }).filter((name) => name.endsWith('.js'));
/** Words of the office pages come from the server, which leaves out their prefix. */
const OFFICE = JSON.parse(read('../atlas/web/messages/zh-CN.json'));
const isKnown = (name, key) => (/^office[\\/]/.test(name) ? `layers.${key}` in OFFICE : key in CATALOGUES.zh);
const params = (message) =>
  [...message.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name)
    .sort()
    .join();

test('both languages have the same messages', () => {
  assert.deepEqual(Object.keys(CATALOGUES.zh).sort(), Object.keys(CATALOGUES.en).sort());
});

test('a message takes the same parameters in both languages, or fewer', () => {
  const odd = Object.keys(CATALOGUES.zh).filter((key) => params(CATALOGUES.zh[key]) !== params(CATALOGUES.en[key]));
  const unknown = odd.filter((key) =>
    [...params(CATALOGUES.en[key]).split(',')].some((name) => name && !params(CATALOGUES.zh[key]).includes(name)),
  );
  assert.deepEqual(unknown, []);
});

test('every message that the sources name is there', () => {
  const missing = SOURCES.flatMap((name) =>
    [...read(`js/${name}`).matchAll(/\bt\('([\w.]+)'/g)]
      .map(([, key]) => key)
      .filter((key) => !isKnown(name, key))
      .map((key) => `${name}: ${key}`),
  );
  assert.deepEqual(missing, []);
});

test('no interface text stands in the sources', () => {
  const allowed = ['ui/start-error.js', 'font.js', 'ui/region.js'];
  const withText = SOURCES.filter((name) => !allowed.includes(name.replaceAll('\\', '/'))).filter((name) =>
    /[\u4e00-\u9fff]/.test(read(`js/${name}`).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
  );
  assert.deepEqual(withText, []);
});

test('a message is filled in, with separators in its numbers', () => {
  useMessages('en', { 'x.count': '{count} counties in {place}', 'x.count.one': '{count} county in {place}' });
  assert.equal(t('x.count', { count: 1200, place: 'A' }), '1,200 counties in A');
  assert.equal(t('x.count', { count: 1, place: 'A' }), '1 county in A');
  assert.equal(t('x.unknown'), 'x.unknown');
});

test('words of the data fall back to the other language, and to themselves', () => {
  useMessages('en', { 'zone.national': 'national' });
  assert.equal(lang(), 'en');
  assert.equal(pick({ zh: '茶', en: '' }), '茶');
  assert.equal(pick(null), '');
  assert.equal(wordOf('zone', 'national'), 'national');
  assert.equal(wordOf('zone', 'county'), 'county');
});

test('a year is never grouped', () => {
  useMessages('zh-CN', { 'figure.year': '{year} 年', count: '{count} 项' });
  assert.equal(t('figure.year', { year: 2027 }), '2027 年');
  assert.equal(t('count', { count: 2027 }), '2,027 项');
});
