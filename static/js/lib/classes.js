/** Why a choropleth has fewer classes than were asked for. Pure. */

/**
 * @param {{scheme: string, classes: object[], values: Record<string, number>}} choropleth of the server
 * @param {number} wanted number of classes
 * @returns {''|'distinct'|'empty'|'ties'} distinct: fewer different values than classes; empty: classes in which no county
 *   falls were joined to the next; ties: equal values cannot be parted. '' where none is missing, or there is no value
 */
export function whyFewer({ scheme, classes, values }, wanted) {
  if (classes.length === 0 || classes.length >= wanted) return '';
  // A zero stands by itself, outside the classes.
  const different = new Set(Object.values(values).filter((value) => value !== 0));
  if (different.size < wanted) return 'distinct';
  return scheme === 'equal_interval' ? 'empty' : 'ties';
}
