/** The page of one layer: looks at a version, publishes it, goes back, compares, and says what the layer is. */
import { el, fill } from '../dom.js';
import { ask, problem } from './ask.js';
import { confirmed } from './confirm.js';
import { connectAbout, connectRights } from './forms.js';
import { given, may, pageAddress } from './given.js';
import { doubtOf, rereadButton } from './shifted.js';
import { createVersionPart } from './version-part.js';
import { showComparison, versionTable } from './version-list.js';
import { announce, number, pick, t } from './words.js';

const address = `/api/manage/layers/${encodeURIComponent(given.layer)}`;
const place = (id) => document.getElementById(id);
const title = () => pick(layer.title) || layer.id;

let layer;
let current = Number(new URLSearchParams(location.search).get('version')) || null;
let versionPart = null;

/** Does something, says so, and reads the layer again. */
async function act(work, words) {
  try {
    await work();
    fill(place('notice'), el('p', { class: 'office-notice' }, words));
    announce(words);
    await load();
  } catch (error) {
    fill(place('notice'), problem(error));
  }
  place('notice').scrollIntoView({ block: 'center' });
}

const post = (path, body = {}) => ask(`${address}/${path}`, { method: 'POST', body });

async function publish(version) {
  const words = t('publish.confirm', { title: title(), number: version.version, count: version.feature_count });
  if (!(await confirmed(t('publish'), words, doubtOf(version)))) return;
  const body = { version: version.version, expected: layer.published };
  await act(() => post('publish', body), t('publish.done', { number: version.version }));
}

async function rollBack(value) {
  const words = t('rollback.confirm', { number: value, published: layer.published });
  if (!(await confirmed(t('rollback'), words))) return;
  current = value;
  await act(() => post('rollback', { version: value, expected: layer.published }), t('rollback.done', { number: value }));
}

async function discard({ version }) {
  if (!(await confirmed(t('discard'), t('discard.confirm', { number: version })))) return;
  current = null;
  await act(() => ask(`${address}/versions/${version}`, { method: 'DELETE' }), t('discard.done', { number: version }));
}

async function remove() {
  if (!(await confirmed(t('remove'), t('remove.confirm', { title: title() })))) return;
  await act(() => post('remove'), t('remove.done'));
}

/** @param {object} version @returns what may be done with it, or why not */
function actions(version) {
  if (layer.removed) return [el('p', { class: 'office-quiet' }, t('is_removed'))];
  if (version.state === 'published') return [el('p', { class: 'office-quiet' }, t('publish.is'))];
  const isOwn = given.two_person_review && version.created_by === given.actor;
  const isEarlier = layer.published && version.version < layer.published;
  const mayPublish = may('publish_layer') && !isOwn;
  const go = isEarlier && version.published ? () => rollBack(version.version) : () => publish(version);
  return [
    mayPublish && el('button', { type: 'button', class: 'office-button', onclick: go }, t(isEarlier ? 'rollback' : 'publish')),
    may('upload') && rereadButton(version, place('notice')),
    !mayPublish && el('p', { class: 'office-quiet' }, t(isOwn ? 'publish.second' : 'publish.not_allowed')),
    version.state === 'draft' &&
      el('button', { type: 'button', class: 'office-small danger', onclick: () => discard(version) }, t('discard')),
  ];
}

function showHead() {
  document.querySelector('h1').textContent = title();
  const state = layer.removed ? 'removed' : layer.published ? 'published' : 'draft';
  const target = pageAddress(`/office/layers?layer=${encodeURIComponent(layer.id)}`);
  fill(
    place('head'),
    el('span', { class: `tag tag-${state}` }, t(`state.${state}`)),
    layer.published && el('span', { class: 'office-quiet' }, `${t('col.published')}: ${number(layer.published)}`),
    el('code', {}, layer.id),
    !layer.removed && el('a', { href: target }, t('add_version')),
  );
}

function showRemoval() {
  place('removal').hidden = !may('remove_layer');
  place('remove-heading').textContent = t(layer.removed ? 'restore' : 'remove');
  const restore = () => act(() => post('restore'), t('restore.done'));
  const onclick = layer.removed ? restore : remove;
  fill(
    place('remove-part'),
    el('p', { class: 'office-quiet' }, t(layer.removed ? 'is_removed' : 'remove.intro')),
    el('button', { type: 'button', class: `office-small${layer.removed ? '' : ' danger'}`, onclick }, t(layer.removed ? 'restore' : 'remove')),
  );
}

function showVersions() {
  const told = { onLook: look, onRollback: may('publish_layer') && !layer.removed ? rollBack : null };
  fill(place('versions'), versionTable(layer, current, told));
}

async function look(value) {
  current = value;
  const here = new URL(location.href);
  here.searchParams.set('version', value);
  history.replaceState(null, '', here);
  await showVersion();
  showVersions();
  place('version-heading').focus();
}

async function showVersion() {
  if (!layer.versions.length) {
    versionPart = null;
    fill(place('version'), el('p', { class: 'empty-part' }, t('no_versions')));
    return;
  }
  versionPart ??= createVersionPart(place('version'), { actions, onStyle: (saved) => (layer = { ...layer, ...saved }) });
  await versionPart.show(layer, current);
}

async function load() {
  layer = await ask(address);
  const known = layer.versions.map(({ version }) => version);
  if (!known.includes(current)) current = known[0] ?? null;
  showHead();
  showVersions();
  showRemoval();
  showComparison(place('diff'), layer);
  await showVersion();
}

/** Once: what is being written there outlives publishing and going back. */
function startForms() {
  place('rights-part').hidden = !may('set_rights');
  if (may('set_rights')) connectRights(place('rights'), layer, (saved) => (layer = { ...layer, ...saved }));
  connectAbout(place('about'), layer, (saved) => {
    layer = { ...layer, ...saved };
    showHead();
    versionPart?.retell(layer);
  });
}

await load()
  .then(startForms)
  .catch((error) => fill(place('notice'), problem(error)));
