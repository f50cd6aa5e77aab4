/** "Compare with…": the neighbours at once, any other county by typing. */
import { isAborted, search } from '../api.js';
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { icon } from './icons.js';

const PAUSE_MS = 150;
const LIMIT = 6;

/**
 * @param {object} unit profile of the server
 * @returns {HTMLElement} links with `data-compare`, followed by links.js
 */
export function compareChoice(unit) {
  const list = el('ul', { class: 'compare-list' });
  const link = (adcode, name, detail) =>
    el(
      'li',
      {},
      el(
        'a',
        { href: `?unit=${unit.adcode}&compare=${adcode}`, data: { compare: adcode } },
        name,
        detail && el('small', {}, detail),
      ),
    );
  const showNeighbours = () =>
    fill(
      list,
      unit.neighbours.map(({ adcode, name }) => link(adcode, name)),
    );

  let timer = 0;
  const ask = async (query) => {
    try {
      const { groups } = await search(query, { limit: LIMIT, channel: 'compare-search' });
      const counties = groups.find(({ kind }) => kind === 'county')?.results ?? [];
      const others = counties.filter(({ adcode }) => adcode !== unit.adcode);
      fill(
        list,
        others.length > 0
          ? others.map(({ adcode, label, detail }) => link(adcode, pick(label), pick(detail)))
          : el('li', { class: 'note' }, t('search.nothing', { query })),
      );
    } catch (error) {
      if (!isAborted(error)) fill(list, el('li', { class: 'note' }, t('error.network')));
    }
  };
  const onInput = ({ target }) => {
    clearTimeout(timer);
    const query = target.value.trim();
    if (query) timer = setTimeout(ask, PAUSE_MS, query);
    else showNeighbours();
  };
  showNeighbours();
  const input = el('input', {
    type: 'search',
    class: 'input',
    placeholder: t('detail.compare.placeholder'),
    'aria-label': t('detail.compare.placeholder'),
    oninput: onInput,
  });
  const details = el(
    'details',
    { class: 'compare-choice' },
    el('summary', { class: 'button' }, icon('compare'), t('detail.compare')),
    el('div', { class: 'compare-box' }, input, list),
  );
  details.addEventListener('toggle', () => details.open && input.focus());
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    event.preventDefault();
    details.open = false;
    details.firstElementChild.focus();
  });
  return details;
}
