/** All versions of a layer, and what changed between two of them. */
import { el, fill } from '../dom.js';
import { ask, problem } from './ask.js';
import { fieldTitle, moment, number, plain, t } from './words.js';

/**
 * @param {object} layer with its versions
 * @param {number|null} current number that is looked at
 * @param {{onLook: (version: number) => void, onRollback: ((version: number) => void)|null}} told
 * @returns {HTMLElement}
 */
export function versionTable(layer, current, { onLook, onRollback }) {
  const heads = ['col.version', 'col.state', 'col.features', 'col.imported', 'col.note', 'col.actions'];
  return el(
    'div',
    { class: 'office-scroll', tabindex: '0', role: 'region', 'aria-labelledby': 'versions-heading' },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, heads.map((key) => el('th', { scope: 'col', class: key === 'col.features' ? 'numeric' : null }, t(key))))),
      el('tbody', {}, layer.versions.map((version) => row(version, layer, { current, onLook, onRollback }))),
    ),
  );
}

function row(version, layer, { current, onLook, onRollback }) {
  const value = version.version;
  const isEarlier = layer.published && value < layer.published && version.published;
  return el(
    'tr',
    { 'aria-current': value === current ? 'true' : null },
    el('th', { scope: 'row' }, t('version', { number: value })),
    el('td', {}, el('span', { class: `tag tag-${version.state}` }, t(`state.${version.state}`))),
    el('td', { class: 'numeric' }, number(version.feature_count)),
    el('td', {}, `${moment(version.created)} · ${version.created_by}`),
    el('td', { class: 'office-value' }, version.note || '–'),
    el(
      'td',
      {},
      el(
        'div',
        { class: 'office-inline' },
        button('versions.look', value, () => onLook(value)),
        isEarlier && onRollback && button('rollback', value, () => onRollback(value)),
      ),
    ),
  );
}

const button = (key, value, onclick) =>
  el('button', { type: 'button', class: 'office-small', 'aria-label': t(`${key}.named`, { number: value }), onclick }, t(key));

/**
 * @param {HTMLElement} place
 * @param {object} layer
 */
export function showComparison(place, layer) {
  const numbers = layer.versions.map(({ version }) => version);
  if (numbers.length < 2) {
    fill(place, el('p', { class: 'empty-part' }, t('diff.one')));
    return;
  }
  const [newest, before] = numbers;
  const usual = layer.published && layer.published !== newest ? layer.published : before;
  const old = versionSelect(numbers, usual);
  const recent = versionSelect(numbers, newest);
  const result = el('div', { class: 'diff-result', 'aria-live': 'polite' });
  const form = el(
    'form',
    { class: 'office-form office-row' },
    el('label', {}, t('diff.old'), old),
    el('label', {}, t('diff.new'), recent),
    el('button', { class: 'office-button' }, t('diff.show')),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (old.value === recent.value) {
      fill(result, el('p', { class: 'office-error' }, t('diff.same')));
      return;
    }
    fill(result, el('p', { class: 'office-quiet' }, t('loading')));
    const address = `/api/manage/layers/${encodeURIComponent(layer.id)}/diff?old=${old.value}&new=${recent.value}`;
    fill(result, await ask(address).then(differences, problem));
  });
  fill(place, form, result);
}

const versionSelect = (numbers, chosen) =>
  el('select', {}, numbers.map((value) => el('option', { value, selected: value === chosen }, t('version', { number: value }))));

function differences(found) {
  const kinds = ['added', 'removed', 'geometry_changed', 'attributes_changed'];
  const counts = [...kinds.map((kind) => [kind, found[kind].count]), ['unchanged', found.unchanged]];
  const by = found.key ? t('diff.matched.key', { key: found.key }) : t('diff.matched', { method: found.matched_by });
  const fields = ['added', 'removed'].filter((kind) => found.fields[kind].length);
  return [
    el('dl', { class: 'tiles' }, counts.map(([kind, count]) => el('div', {}, el('dt', {}, t(`diff.${kind}`)), el('dd', {}, number(count))))),
    ['added', 'removed'].map((kind) => namesOf(kind, found[kind])),
    el('p', { class: 'office-quiet' }, by),
    fields.map((kind) => el('p', {}, `${t(`diff.fields_${kind}`)}: ${found.fields[kind].join(' · ')}`)),
    found.samples.length > 0 && sampleTable(found.samples),
  ];
}

/** Which features came or went, by name; those without one by number. */
function namesOf(kind, { count, features, names }) {
  if (!count) return null;
  const list = names.map((name, i) => name || number(features[i])).join(' · ');
  return el('p', {}, t(count > names.length ? 'diff.named.more' : 'diff.named', { kind: t(`diff.${kind}`), list, count }));
}

function sampleTable(samples) {
  return el(
    'div',
    { class: 'office-scroll', tabindex: '0', role: 'region', 'aria-label': t('diff.samples', { count: samples.length }) },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ['diff.feature', 'diff.changes'].map((key) => el('th', { scope: 'col' }, t(key))))),
      el('tbody', {}, samples.map(sampleRow)),
    ),
  );
}

function sampleRow({ new_number: feature, key, moved, values }) {
  const changes = Object.entries(values).map(([name, { old, new: recent }]) =>
    el('p', {}, `${fieldTitle(name)}: `, el('del', {}, plain(old) || '–'), ' → ', el('ins', {}, plain(recent) || '–')),
  );
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, key || number(feature)),
    el('td', { class: 'change-cell' }, moved && el('p', {}, t('diff.moved')), changes),
  );
}
