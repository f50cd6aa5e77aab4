import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { RequestError, address, cancel, fetchJson, isAborted } from '../../static/js/api.js';

let asked = [];

beforeEach(() => {
  asked = [];
  globalThis.document = { baseURI: 'http://atlas.test/prefix/' };
});

function answer(status, body) {
  globalThis.fetch = async (url) => {
    asked.push(url);
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  };
}

/** Answers never, but ends when it is aborted, as a real request does. */
function hang() {
  globalThis.fetch = (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
}

test('addresses follow the prefix of the page and leave empty parameters out', () => {
  assert.equal(
    address('api/goals', { topic: ['tea', 'coal'], document: '', year: null, limit: 0 }),
    'http://atlas.test/prefix/api/goals?topic=tea%2Ccoal&limit=0',
  );
});

test('an answer comes back parsed', async () => {
  answer(200, { rows: [] });
  assert.deepEqual(await fetchJson('api/designations'), { rows: [] });
});

test("a refusal keeps the server's words", async () => {
  answer(404, {
    error: { code: 'adcode-unknown', message: { zh: '没有', en: 'none' }, hint: { zh: '搜索', en: 'search' } },
  });
  await assert.rejects(
    fetchJson('api/units/999999'),
    (error) =>
      error instanceof RequestError &&
      error.code === 'adcode-unknown' &&
      error.text.zh === '没有' &&
      error.hint.en === 'search' &&
      error.status === 404,
  );
});

test('a page instead of data is told as unreadable', async () => {
  answer(502, '<html>');
  await assert.rejects(fetchJson('api/bootstrap'), { code: 'unreadable' });
});

test('a server that cannot be reached is told as network', async () => {
  globalThis.fetch = async () => {
    throw new TypeError('fetch failed');
  };
  await assert.rejects(fetchJson('api/bootstrap'), { code: 'network' });
});

test('a newer request on the same channel aborts the older one', async () => {
  hang();
  const older = fetchJson('api/search', { q: 'k' }, { channel: 'search' });
  answer(200, { groups: [] });
  const newer = fetchJson('api/search', { q: 'ky' }, { channel: 'search' });
  await assert.rejects(older, isAborted);
  assert.deepEqual(await newer, { groups: [] });
});

test('what is under way can be cancelled', async () => {
  hang();
  const waiting = fetchJson('api/units/520121', {}, { channel: 'unit' });
  cancel('unit');
  await assert.rejects(waiting, isAborted);
});
