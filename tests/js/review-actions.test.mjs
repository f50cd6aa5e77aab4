import assert from 'node:assert/strict';
import test from 'node:test';
import { useMessages } from '../../static/js/i18n.js';
import { mountAnnouncer } from '../../static/js/ui/announce.js';
import { createActions } from '../../static/js/documents/actions.js';
import { createModel } from '../../static/js/documents/model.js';

const item = (number, more = {}) => ({
  id: `i${number}`,
  version: 1,
  clause: '一',
  kind: 'designation',
  decision: 'open',
  reviewer: '',
  confidence: 0.95,
  span: [number, number + 1],
  places: [],
  ...more,
});
const items = (count, more) => Array.from({ length: count }, (_, number) => item(number, more));
const confirmed = (count) => items(count, { decision: 'confirmed', reviewer: '王芳', version: 2 });

/** A page on a document of 600 items; the server answers as it is told. */
function open(answers) {
  const asked = [];
  const said = [];
  globalThis.document = {
    baseURI: 'http://atlas/',
    createElement: () => ({
      setAttribute: () => {},
      append: () => {},
      set textContent(words) {
        said.push(words);
      },
    }),
  };
  globalThis.fetch = async (url) => {
    const path = new URL(url, 'http://atlas/').pathname.split('/').at(-1);
    asked.push(path);
    return Response.json(path === 'session' ? { csrf: 'x' } : answers[path]);
  };
  useMessages('en', {
    'review.bulk.done': '{count} confirmed, {left} left',
    'review.undone': '{count} taken back',
  });
  const counts = { items: 600, open: 600, second: 0, confirmed: 0, rejected: 0 };
  const model = createModel({
    draft: { id: 'plan', review: counts, version: 1, outline: [{ id: '一' }] },
    text: { text: '', clauses: [] },
    items: items(600),
    rows: [],
    session: { account: '王芳', may: { review_document: true } },
  });
  const store = {
    view: { entry: 'i0', clause: '', kind: '', queue: 'all' },
    put: () => {},
    set: () => {},
    on: () => () => {},
    get: () => '',
  };
  mountAnnouncer({ append: () => {} }, store);
  return { model, asked, said, actions: createActions(store, model) };
}

const answer = (changed, told) => ({ version: 2, changed, items: told, gone: [], skipped: [], counts: {} });

test('what a bulk confirmation changed beyond what the answer tells is read again', async () => {
  const { model, asked, said, actions } = open({
    confirmations: answer(600, confirmed(500)),
    items: { version: 2, items: confirmed(600) },
  });
  await actions.confirmMany({ clause: '', above: 0.9 });
  assert.ok(model.items().every(({ decision }) => decision === 'confirmed'));
  assert.deepEqual(asked.slice(-2), ['confirmations', 'items']);
  assert.deepEqual(said, ['600 confirmed, 0 left']);
});

test('nothing is read again where the answer tells of all', async () => {
  const { model, asked, said, actions } = open({ confirmations: answer(2, confirmed(2)) });
  await actions.confirmMany({ clause: '一', above: null });
  assert.equal(model.items().filter(({ decision }) => decision === 'confirmed').length, 2);
  assert.equal(asked.at(-1), 'confirmations');
  assert.deepEqual(said, ['2 confirmed, 0 left']);
});

test('taking a long step back counts all of it', async () => {
  const undone = { items: items(600).map(({ id }) => id) };
  const { said, actions } = open({
    undo: { ...answer(600, items(500)), undone },
    items: { version: 3, items: items(600) },
    queue: { rows: [], total: 0 },
  });
  await actions.undo();
  assert.deepEqual(said, ['600 taken back']);
});
