import assert from 'node:assert/strict';
import test, { beforeEach } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { mount as mountClauses } from '../../static/js/documents/comparison-clauses.js';
import { mountComparison } from '../../static/js/documents/comparison.js';
import { initialView } from '../../static/js/state.js';
import { createStore } from '../../static/js/store.js';

/** As much of an element as these parts of the page touch. */
class FakeNode extends EventTarget {
  children = [];
  dataset = {};
  classList = { toggle() {}, add() {}, remove() {} };
  textContent = '';
  append(...nodes) {
    this.children.push(...nodes);
    // A style sheet is there at once.
    nodes.filter(({ rel }) => rel === 'stylesheet').forEach((link) => link.dispatchEvent(new Event('load')));
  }
  replaceChildren(...nodes) {
    this.children = nodes;
  }
  setAttribute() {}
  toggleAttribute() {}
  removeAttribute() {}
  remove() {}
  scrollIntoView() {}
  closest() {
    return null;
  }
  querySelector() {
    return null;
  }
  querySelectorAll() {
    return [];
  }
}

const textOf = (node) => node.textContent + node.children.map(textOf).join('');
const all = (node) => [node, ...node.children.flatMap(all)];
const buttonOf = (node, words) => all(node).filter((one) => textOf(one) === words).find((one) => one.children.length > 0);

const ANSWER = {
  mode: 'versions',
  upper: '',
  a: { id: 'x', title: { zh: '甲方案' }, region: '520000', is_draft: false },
  b: { id: 'y', title: { zh: '乙方案' }, region: '520000', is_draft: true },
  notes: [],
  counts: { added: 1 },
  rows: [
    {
      id: 'y#1',
      status: 'added',
      a: null,
      b: { clause: '一', heading: '', summary: { zh: '建设基地' }, places: [] },
      figures: [],
      changes: [],
      counties: { a: [], b: [] },
    },
  ],
  unnamed: { a: [], b: [] },
  shared_topics: { a: [], b: [] },
  common_topics: [],
};

let asked;
let answers;

beforeEach(() => {
  asked = [];
  answers = { session: async () => Response.json({ csrf: 'x', may: {} }) };
  globalThis.Node = FakeNode;
  globalThis.document = {
    baseURI: 'http://atlas/',
    head: new FakeNode(),
    createElement: () => new FakeNode(),
    createElementNS: () => new FakeNode(),
    createTextNode: (words) => Object.assign(new FakeNode(), { textContent: words }),
  };
  globalThis.fetch = (url, { signal } = {}) => {
    const name = new URL(url, 'http://atlas/').pathname.split('/').at(-1);
    asked.push({ name, signal });
    return answers[name]();
  };
});

function page(view = {}) {
  const store = createStore({ ...initialView(), tab: 'documents', region: 'all', pair: ['x', 'y'], ...view });
  store.put('bootstrap', { documents: [], regions: [{ adcode: '520000' }], relations: [], topics: [] });
  return { store, element: new FakeNode() };
}
const compared = () => asked.filter(({ name }) => name === 'compare');

test('who leaves before the comparison began asks for none', async () => {
  const { store, element } = page();
  mountComparison(element, store)();
  await wait(20);
  assert.deepEqual(compared(), []);
  store.set({ pair: ['y', 'x'] });
  assert.deepEqual(compared(), []);
});

test('an answer that comes after the comparison was left changes nothing', async () => {
  let arrive;
  answers.compare = () => new Promise((resolve) => (arrive = () => resolve(Response.json(ANSWER))));
  const { store, element } = page();
  const unmount = mountComparison(element, store);
  await wait(20);
  assert.equal(compared().length, 1);
  unmount();
  assert.ok(compared()[0].signal.aborted);
  arrive();
  await wait(20);
  assert.deepEqual([store.get('comparison'), store.get('compared'), store.view.region], [null, null, 'all']);
});

test('what arrives while the comparison stands is shown, and gone with it', async () => {
  answers.compare = async () => Response.json(ANSWER);
  const { store, element } = page();
  const unmount = mountComparison(element, store);
  await wait(20);
  assert.equal(store.get('comparison').b.id, 'y');
  unmount();
  assert.equal(store.get('comparison'), null);
});

test('where there is no comparison the detail of a line says why', async () => {
  const message = { zh: '两地互不隶属', en: 'regions apart' };
  answers.compare = async () => Response.json({ error: { code: 'regions_apart', message } }, { status: 400 });
  const { store, element } = page({ line: 'y#1' });
  const detail = new FakeNode();
  mountClauses(detail, store);
  mountComparison(element, store);
  await wait(20);
  assert.match(textOf(detail), /两地互不隶属/u);
});

test('a text that could not be read is asked again', async () => {
  let isBroken = true;
  answers.text = async () =>
    isBroken
      ? Response.json({ error: { code: 'unknown' } }, { status: 500 })
      : Response.json({ text: '建设基地。', start: 0, clauses: [{ id: '一', start: 0, end: 5, heading: '布局' }] });
  const { store } = page({ line: 'y#1' });
  store.put('comparison', ANSWER);
  const detail = new FakeNode();
  mountClauses(detail, store);
  await wait(20);
  assert.doesNotMatch(textOf(detail), /布局/u);
  isBroken = false;
  buttonOf(detail, 'load.retry').dispatchEvent(new Event('click'));
  await wait(20);
  assert.match(textOf(detail), /布局/u);
});
