/** Which clauses of a document reach a unit: from the unit's profile. Pure. */

/**
 * @param {{asked: {relation: string, topics: {goals: {document: string, clause: string}[]}[]}[]}} profile strongest
 *   relation first
 * @param {string} document
 * @returns {Map<string, string>} clause to its strongest relation with the unit
 */
export function clausesOfUnit(profile, document) {
  const clauses = new Map();
  for (const { relation, topics } of profile.asked) {
    for (const goal of topics.flatMap(({ goals }) => goals)) {
      if (goal.document === document && !clauses.has(goal.clause)) clauses.set(goal.clause, relation);
    }
  }
  return clauses;
}

/**
 * @param {Map<string, string>} clauses
 * @returns {{relation: string, count: number}[]} how many clauses, strongest relation first
 */
export function countRelations(clauses) {
  const counts = new Map();
  for (const relation of clauses.values()) counts.set(relation, (counts.get(relation) ?? 0) + 1);
  return [...counts].map(([relation, count]) => ({ relation, count }));
}

/**
 * @param {Map<string, string>} clauses
 * @param {string} id of a clause or a heading
 * @param {boolean} withBelow whether what is folded away below it counts too
 * @returns {string} relation; '' where neither the clause nor what is below it reaches the unit
 */
export function relationAt(clauses, id, withBelow) {
  if (clauses.has(id) || !withBelow) return clauses.get(id) ?? '';
  const ranks = [...new Set(clauses.values())];
  const below = [...clauses].filter(([clause]) => clause.startsWith(`${id}/`)).map(([, relation]) => relation);
  return below.sort((one, other) => ranks.indexOf(one) - ranks.indexOf(other))[0] ?? '';
}
