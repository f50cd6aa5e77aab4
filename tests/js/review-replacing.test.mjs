import assert from 'node:assert/strict';
import test from 'node:test';
import { isFirstToCount, mayCarryFirst, stillCounted } from '../../static/js/documents/replacing.js';

const model = ({ status = 'final', confirmed = 0, two = false, items = [] } = {}) => ({
  draft: { status },
  counts: { confirmed },
  session: { two_person_review: two },
  me: 'wang',
  item: (id) => items.find((one) => one.id === id),
});
const CONFIRM = [{ op: 'confirm', item: 'i1' }];

for (const changes of [CONFIRM, [{ op: 'add', confirm: true }], [{ op: 'change', item: 'i1' }, ...CONFIRM]])
  test(`the first that a final version confirms counts: ${changes.map(({ op }) => op)}`, () => {
    assert.ok(isFirstToCount(changes, model()));
  });

for (const [name, changes, known] of [
  ['a draft', CONFIRM, { status: 'draft' }],
  ['a second confirmation', CONFIRM, { confirmed: 1 }],
  ['a rejection', [{ op: 'reject', item: 'i1' }], {}],
  ['a new item that stays open', [{ op: 'add' }], {}],
  ['a place alone', [{ op: 'confirm_place', item: 'i1' }], {}],
])
  test(`${name} replaces nothing`, () => assert.equal(isFirstToCount(changes, model(known)), false));

test('of two people who confirm only the second makes it count', () => {
  const waiting = (reviewer) => [{ id: 'i1', decision: 'second', reviewer }];
  assert.equal(isFirstToCount(CONFIRM, model({ two: true, items: [{ id: 'i1', decision: 'open' }] })), false);
  assert.equal(isFirstToCount(CONFIRM, model({ two: true, items: waiting('wang') })), false);
  assert.equal(isFirstToCount(CONFIRM, model({ two: true, items: waiting('li') })), true);
});

test('what does not count any more, or never did, leaves nothing', () => {
  const one = { is_counted: true, goals: 3 };
  assert.deepEqual(stillCounted([one, { is_counted: false, goals: 3 }, { is_counted: true, goals: 0 }]), [one]);
});

const draftOf = (more = {}) => ({ ...model(more), items: () => more.items ?? [] });

test('the review of the draft is offered once: not while it is brought along, nor behind that', () => {
  const drafts = [{ is_built_in: false }];
  assert.ok(mayCarryFirst(drafts, draftOf(), false));
  assert.equal(mayCarryFirst(drafts, draftOf(), true), false);
  assert.equal(mayCarryFirst(drafts, draftOf({ items: [{ id: 'i1', earlier: { document: 'a' } }] }), false), false);
  assert.equal(mayCarryFirst(drafts, draftOf({ confirmed: 1 }), false), false);
  assert.equal(mayCarryFirst([{ is_built_in: true }], draftOf(), false), false);
});
