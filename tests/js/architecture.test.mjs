import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const STATIC = fileURLToPath(new URL('../../static/', import.meta.url));
const ROOT = path.join(STATIC, 'js');
const MODULES = readdirSync(ROOT, { recursive: true })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.js'));
const source = new Map(MODULES.map((name) => [name, readFileSync(path.join(ROOT, name), 'utf8')]));
const code = (name) => source.get(name).replace(/\/\*[\s\S]*?\*\//g, '');
const targets = (name, pattern) =>
  [...code(name).matchAll(pattern)].map(([, target]) =>
    path.posix.normalize(path.posix.join(path.posix.dirname(name), target)),
  );
const imports = (name) => targets(name, /^(?:import|export)[^;]*?from '(\.[^']+)'/gm);
const layer = (name) => (name.includes('/') ? name.split('/')[0] : 'root');

const find = (test_) => MODULES.filter(test_);

test('every import leads to a file', () => {
  const lazy = (name) => targets(name, /import\('(\.[^']+)'\)/g);
  const missing = MODULES.flatMap((name) =>
    [...imports(name), ...lazy(name)]
      .filter((target) => !target.startsWith('../vendor/') && !source.has(target))
      .map((target) => `${name}: ${target}`),
  );
  assert.deepEqual(missing, []);
});

test('only the map and the preview of the office know Leaflet and the tile decoder', () => {
  assert.deepEqual(
    find(
      (name) =>
        layer(name) !== 'map' &&
        name !== 'office/preview-map.js' &&
        imports(name).some((target) => target.includes('vendor/')),
    ),
    [],
  );
});

test('interface and map meet only through the store', () => {
  assert.deepEqual(
    find((name) => layer(name) === 'ui' && imports(name).some((target) => layer(target) === 'map')),
    [],
  );
  assert.deepEqual(
    find((name) => layer(name) === 'map' && imports(name).some((target) => layer(target) === 'ui')),
    [],
  );
});

test('the pure folder imports nothing but itself and the state', () => {
  assert.deepEqual(
    find(
      (name) =>
        layer(name) === 'lib' && imports(name).some((target) => layer(target) !== 'lib' && target !== 'state.js'),
    ),
    [],
  );
});

test('there is no cycle', () => {
  const done = new Set();
  const walk = (name, trail) => {
    assert.ok(!trail.includes(name), `cycle: ${[...trail, name].join(' -> ')}`);
    if (done.has(name) || !source.has(name)) return;
    imports(name).forEach((target) => walk(target, [...trail, name]));
    done.add(name);
  };
  MODULES.forEach((name) => walk(name, []));
});

test('modules stay small and export names only', () => {
  assert.deepEqual(
    find((name) => source.get(name).split('\n').length > 220),
    [],
  );
  assert.deepEqual(
    find((name) => /export default/.test(code(name))),
    [],
  );
});

test('text from data can only become text', () => {
  assert.deepEqual(
    find((name) => /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/.test(code(name))),
    [],
  );
});

test('no address of another host stands in page, styles or sources', () => {
  const files = [
    ...MODULES.map((name) => path.join(ROOT, name)),
    ...readdirSync(path.join(STATIC, 'css')).map((name) => path.join(STATIC, 'css', name)),
  ];
  const namespaces = /http:\/\/www\.w3\.org\/(?:2000\/svg|1999\/xhtml)/g;
  assert.deepEqual(
    files.filter((file) => /(?:https?:)?\/\/[\w-]+\.\w/.test(readFileSync(file, 'utf8').replace(namespaces, ''))),
    [],
  );
});

test('nothing in the template is inline', () => {
  const page = readFileSync(path.join(STATIC, '../atlas/web/templates/index.html'), 'utf8');
  assert.doesNotMatch(page, /<style|style=|<script(?![^>]*src=)|\son\w+=/);
});
