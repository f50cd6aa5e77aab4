/**
 * "Choose a place, see its clauses": keeps the unit that was selected last in mind while its clauses are read, and says
 * how many there are.
 */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { clausesOfUnit, countRelations } from '../lib/trace.js';
import { token } from '../tokens.js';
import { announce } from './announce.js';
import { icon } from './icons.js';
import { relationSwatch } from './swatch.js';

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 * @param {{document: string, onChange: (trace: {name: string, clauses: Map<string, string>}|null) => void}} options
 * @returns {() => void} unmount
 */
export function mountTrace(element, store, { document, onChange }) {
  const { relations } = store.get('bootstrap');

  const show = (trace) => {
    fill(
      element,
      trace
        ? noteOf(trace, relations, () => store.put('traced', null))
        : el('p', { class: 'note' }, t('trace.hint')),
    );
    onChange(trace);
  };
  const read = () => {
    const profile = store.get('traced');
    const trace = profile ? { name: profile.name, clauses: clausesOfUnit(profile, document) } : null;
    show(trace);
    if (trace) announce(t('trace.found', { name: trace.name, count: trace.clauses.size }));
  };
  const stops = [
    store.on('profile', () => store.get('profile') && store.put('traced', store.get('profile'))),
    store.on(['traced', 'themeShown'], read),
  ];
  if (store.get('profile')) store.put('traced', store.get('profile'));
  read();
  return () => stops.forEach((stop) => stop());
}

function noteOf({ name, clauses }, relations, clear) {
  const counts = countRelations(clauses);
  return el(
    'div',
    { class: 'hint-box trace-box' },
    el('p', {}, t(counts.length > 0 ? 'trace.title' : 'trace.none', { name })),
    el(
      'button',
      {
        type: 'button',
        class: 'icon-button',
        'aria-label': t('trace.clear', { name }),
        title: t('trace.clear', { name }),
        onclick: clear,
      },
      icon('close'),
    ),
    counts.length > 0 &&
      el(
        'ul',
        { class: 'trace-counts' },
        counts.map(({ relation, count }) =>
          el(
            'li',
            {},
            relationSwatch(relation, token('--map-accent')),
            pick(relations.find(({ slug }) => slug === relation)) || relation,
            el('span', { class: 'count' }, t('trace.clauses', { count })),
          ),
        ),
      ),
  );
}
