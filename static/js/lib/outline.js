/**
 * The outline of a document as a tree: what is shown of it, and where the arrow keys lead. Pure.
 *
 * @typedef {{id: string, parent: string, depth: number, goals: number, counties: number, is_heading: boolean,
 *   heading: {zh: string, en: string}}} Entry one of the server's outline
 * @typedef {Entry & {children: string[], position: number, size: number, total: number}} Node position among its `size`
 *   siblings, from 1; total: goals of the clause and all below it
 */

/** Up to this many entries the whole outline is shown at once. */
const SHORT = 48;

/**
 * @param {Entry[]} entries in document order
 * @returns {Map<string, Node>} in document order
 */
export function linkOutline(entries) {
  const nodes = new Map(
    entries.map((entry) => [entry.id, { ...entry, children: [], position: 0, size: 0, total: entry.goals }]),
  );
  for (const node of nodes.values()) {
    if (!nodes.has(node.parent)) node.parent = '';
    nodes.get(node.parent)?.children.push(node.id);
  }
  const roots = [...nodes.values()].filter(({ parent }) => parent === '').map(({ id }) => id);
  for (const siblings of [roots, ...[...nodes.values()].map(({ children }) => children)]) {
    siblings.forEach((id, index) => Object.assign(nodes.get(id), { position: index + 1, size: siblings.length }));
  }
  for (const node of [...nodes.values()].reverse()) {
    if (node.parent) nodes.get(node.parent).total += node.total;
  }
  return nodes;
}

/**
 * @param {Map<string, Node>} nodes
 * @param {string} id
 * @returns {string[]} nearest first
 */
export function ancestorsOf(nodes, id) {
  const above = [];
  for (let up = nodes.get(id)?.parent; up; up = nodes.get(up).parent) above.push(up);
  return above;
}

/**
 * @param {Map<string, Node>} nodes
 * @returns {Set<string>} what is open at first: all of a short outline, the top of a long one
 */
export function openAtFirst(nodes) {
  const parents = [...nodes.values()].filter(({ children }) => children.length > 0);
  return new Set(parents.filter(({ depth }) => nodes.size <= SHORT || depth <= 1).map(({ id }) => id));
}

/**
 * @param {Map<string, Node>} nodes
 * @param {Set<string>} open
 * @returns {Node[]} those whose ancestors are all open, in reading order
 */
export function shownNodes(nodes, open) {
  const shown = [];
  const walk = (id) => {
    const node = nodes.get(id);
    shown.push(node);
    if (open.has(id)) node.children.forEach(walk);
  };
  for (const { id, parent } of nodes.values()) if (parent === '') walk(id);
  return shown;
}

/**
 * What a key does in the tree (WAI-ARIA Authoring Practices, tree view pattern).
 * @param {Map<string, Node>} nodes
 * @param {Set<string>} open
 * @param {string} id where the focus is
 * @param {string} key
 * @returns {{focus?: string, open?: string, close?: string}|null} null: not a key of the tree
 */
export function stepInTree(nodes, open, id, key) {
  const shown = shownNodes(nodes, open).map((node) => node.id);
  const at = shown.indexOf(id);
  const { children, parent } = nodes.get(id);
  switch (key) {
    case 'ArrowDown':
      return { focus: shown[Math.min(at + 1, shown.length - 1)] };
    case 'ArrowUp':
      return { focus: shown[Math.max(at - 1, 0)] };
    case 'Home':
      return { focus: shown[0] };
    case 'End':
      return { focus: shown.at(-1) };
    case 'ArrowRight':
      if (children.length === 0) return {};
      return open.has(id) ? { focus: children[0] } : { open: id };
    case 'ArrowLeft':
      if (children.length > 0 && open.has(id)) return { close: id };
      return parent ? { focus: parent } : {};
    default:
      return null;
  }
}
