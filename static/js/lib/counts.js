/** Counties by topic, from the designations of a region. Pure. */

const BY_NAME = new Set(['named', 'implicit', 'member']);

/**
 * @param {{slug: string, counties: Record<string, number>}[]} topics with the counts over all documents
 * @param {{rows: {topics: {slug: string, relation: string}[]}[]}|null|undefined} overview of the region, where it is there
 * @returns {Map<string, {asked: number, scope: number}>} asked: named, the document's own, or through a named region
 */
export function countByTopic(topics, overview) {
  const counts = new Map(
    topics.map(({ slug, counties }) => [
      slug,
      overview
        ? { asked: 0, scope: 0 }
        : { asked: [...BY_NAME].reduce((sum, name) => sum + (counties[name] ?? 0), 0), scope: counties.scope ?? 0 },
    ]),
  );
  for (const { slug, relation } of overview?.rows.flatMap((row) => row.topics) ?? []) {
    const count = counts.get(slug);
    if (count && BY_NAME.has(relation)) count.asked += 1;
    else if (count && relation === 'scope') count.scope += 1;
  }
  return counts;
}
