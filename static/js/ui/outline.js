/** The outline of a document: a tree by keyboard and pointer (WAI-ARIA tree view); choosing a clause opens and paints it. */
import { delegate, el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { ancestorsOf, linkOutline, openAtFirst, shownNodes, stepInTree } from '../lib/outline.js';
import { relationAt } from '../lib/trace.js';
import { token } from '../tokens.js';
import { announce } from './announce.js';
import { icon } from './icons.js';
import { relationSwatch } from './swatch.js';
import { mountTrace } from './trace.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @param {object} document of the server, with its outline
 * @returns {() => void} unmount
 */
export function mountOutline(element, store, document) {
  const nodes = linkOutline(document.outline);
  const parents = [...nodes.values()].filter(({ children }) => children.length > 0).map(({ id }) => id);
  let open = openAtFirst(nodes);
  let focused = store.view.clause || nodes.keys().next().value;
  let trace = null;

  const tree = el('div', { class: 'outline', role: 'tree', 'aria-label': t('outline.label') });
  const all = el('button', { type: 'button', class: 'link-button' });
  const note = el('div', { class: 'trace' });
  fill(
    element,
    note,
    el(
      'div',
      { class: 'outline-head' },
      all,
      el('span', {}, t('outline.goals')),
      el('span', {}, t('outline.counties')),
    ),
    tree,
  );

  const draw = () => {
    const shown = shownNodes(nodes, open);
    if (!shown.some(({ id }) => id === focused)) focused = shown[0]?.id;
    fill(
      tree,
      shown.map((node) => row(node, { open, store, trace, isFocused: node.id === focused })),
    );
    fill(all, open.size < parents.length ? t('outline.openAll') : t('outline.closeAll'));
  };
  const rowOf = (id) => tree.querySelector(`[data-clause="${CSS.escape(id)}"]`);
  /** Draws anew and gives the focus back, since the rows are new ones. */
  const redraw = () => {
    const hadFocus = tree.contains(tree.ownerDocument.activeElement);
    draw();
    if (hadFocus) rowOf(focused)?.focus();
  };
  const toggle = (id, isOpen) => {
    open = new Set(open);
    if (isOpen) open.add(id);
    else open.delete(id);
    redraw();
  };
  const choose = (id) => {
    focused = id;
    const isHeading = nodes.get(id).is_heading;
    if (isHeading && !open.has(id)) open = new Set([...open, id]);
    store.set({ clause: id, unit: '', compare: '', item: '' });
    redraw();
  };
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.dataset.clause) return;
    const id = event.target.dataset.clause;
    if (event.key === 'Enter' || event.key === ' ') choose(id);
    else {
      const step = stepInTree(nodes, open, id, event.key);
      if (!step) return;
      if (step.open || step.close) toggle(step.open ?? step.close, Boolean(step.open));
      if (step.focus) focusRow(step.focus);
    }
    event.preventDefault();
  };
  const focusRow = (id) => {
    rowOf(focused)?.setAttribute('tabindex', '-1');
    focused = id;
    rowOf(id).tabIndex = 0;
    rowOf(id).focus();
  };
  const showChosen = () => {
    const { clause } = store.view;
    if (nodes.has(clause)) {
      focused = clause;
      open = new Set([...open, ...ancestorsOf(nodes, clause)]);
    }
    redraw();
    if (clause) rowOf(clause)?.scrollIntoView({ block: 'nearest' });
  };

  tree.addEventListener('keydown', onKey);
  const stops = [
    delegate(tree, 'click', '[data-clause]', ({ dataset: { clause } }, { target }) =>
      target.closest('.outline-toggle') ? toggle(clause, !open.has(clause)) : choose(clause),
    ),
    store.on(['clause', 'doc'], () => store.view.doc === document.id && showChosen()),
    store.on('themeShown', redraw),
    mountTrace(note, store, {
      document: document.id,
      onChange: (found) => {
        trace = found;
        redraw();
      },
    }),
  ];
  all.addEventListener('click', () => {
    const isAll = open.size >= parents.length;
    open = new Set(isAll ? [] : parents);
    redraw();
    announce(t(isAll ? 'outline.closed' : 'outline.opened'));
  });
  showChosen();
  return () => stops.forEach((stop) => stop());
}

function row(node, { open, store, trace, isFocused }) {
  const { id, children, depth, size, position, is_heading: isHeading, total, goals, counties } = node;
  const isParent = children.length > 0;
  const isOpen = open.has(id);
  const relation = trace ? relationAt(trace.clauses, id, isParent && !isOpen) : '';
  const relationName = relation && pick(store.get('bootstrap').relations.find(({ slug }) => slug === relation));
  const count = isHeading || !isOpen ? total : goals;
  const number = id.split('/').at(-1);
  const element = el(
    'div',
    {
      class: `outline-row${relation ? ` is-${relation}` : ''}${trace && !relation ? ' is-unrelated' : ''}`,
      role: 'treeitem',
      tabindex: isFocused ? '0' : '-1',
      data: { clause: id },
      'aria-level': String(depth),
      'aria-posinset': String(position),
      'aria-setsize': String(size),
      'aria-expanded': isParent ? String(isOpen) : null,
      'aria-selected': String(store.view.clause === id),
    },
    el('span', { class: 'outline-toggle' }, isParent && icon('down')),
    el('span', { class: 'outline-number' }, number === pick(node.heading) ? '' : number),
    el('span', { class: 'outline-title' }, pick(node.heading)),
    relation &&
      el(
        'span',
        { class: 'outline-mark', title: relationName },
        relationSwatch(relation, token('--map-accent')),
        hidden(relationName),
      ),
    el('span', { class: 'count' }, count > 0 && [hidden(t('outline.goals')), count]),
    el('span', { class: 'count' }, !isHeading && counties > 0 && [hidden(t('outline.counties')), counties]),
  );
  element.style.setProperty('--depth', String(depth - 1));
  return element;
}

/** Words that the sign or the column says to the eye. */
const hidden = (text) => el('span', { class: 'visually-hidden' }, ` ${text} `);
