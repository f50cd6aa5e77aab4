import assert from 'node:assert/strict';
import test from 'node:test';
import { clausesOfUnit, countRelations, relationAt } from '../../static/js/lib/trace.js';

const goals = (...clauses) => [
  { topic: 'coal', goals: clauses.map(([document, clause]) => ({ document, clause })) },
];
const PROFILE = {
  asked: [
    { relation: 'named', topics: goals(['gz', '二/(一)/1'], ['hb', '三']) },
    { relation: 'scope', topics: goals(['gz', '二/(一)/1'], ['gz', '前言'], ['gz', '二/(二)/7']) },
  ],
};
const clauses = clausesOfUnit(PROFILE, 'gz');

test('a clause has its strongest relation with the unit, and other documents do not count', () => {
  assert.deepEqual(
    [...clauses],
    [
      ['二/(一)/1', 'named'],
      ['前言', 'scope'],
      ['二/(二)/7', 'scope'],
    ],
  );
});

test('clauses are counted by relation, the strongest first', () => {
  assert.deepEqual(countRelations(clauses), [
    { relation: 'named', count: 1 },
    { relation: 'scope', count: 2 },
  ]);
});

test('a folded heading shows the strongest relation below it, an open one its own', () => {
  assert.equal(relationAt(clauses, '二', true), 'named');
  assert.equal(relationAt(clauses, '二/(二)', true), 'scope');
  assert.equal(relationAt(clauses, '二', false), '');
  assert.equal(relationAt(clauses, '三', true), '');
});
