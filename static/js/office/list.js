/** The page of all added layers: sends files, follows their imports, lists what there is. */
import { el, fill } from '../dom.js';
import { ask, problem } from './ask.js';
import { pageAddress } from './given.js';
import { createSender } from './sending.js';
import { uploadCard } from './upload-card.js';
import { moment, number, pick, t } from './words.js';

const uploads = document.getElementById('uploads');
const added = document.getElementById('added');
const drop = document.getElementById('drop');
const files = document.getElementById('files');
const target = document.getElementById('target');
const wanted = new URLSearchParams(location.search).get('layer');

async function showLayers() {
  try {
    const { layers } = await ask('/api/manage/layers');
    fill(added, layers.length ? layerTable(layers) : el('p', { class: 'empty-part' }, t('added.none')));
    listTargets(layers.filter(({ removed }) => !removed));
  } catch (error) {
    fill(added, problem(error));
  }
}

function listTargets(layers) {
  const chosen = target.value || wanted;
  const options = layers.map(({ id, title }) =>
    el('option', { value: id, selected: id === chosen }, t('target.version', { title: pick(title) || id })),
  );
  fill(target, target.options[0], options);
}

function layerTable(layers) {
  const heads = ['col.title', 'col.published', 'col.features', 'col.date', 'col.state'];
  return el(
    'div',
    { class: 'office-scroll', tabindex: '0', role: 'region', 'aria-labelledby': 'added-heading' },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, heads.map((key) => el('th', { scope: 'col', class: key === 'col.features' ? 'numeric' : null }, t(key))))),
      el('tbody', {}, layers.map(layerRow)),
    ),
  );
}

function layerRow({ id, title, published, newest: [newest], published_version: shown, removed }) {
  const address = pageAddress(`/office/layers/${encodeURIComponent(id)}`);
  const isNewer = published && newest?.state === 'draft';
  // The figures beside the published version are its own.
  const version = shown ?? newest;
  const state = removed ? 'removed' : !published ? 'draft' : isNewer ? 'newer' : 'published';
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, el('a', { href: address }, pick(title) || id), ' ', el('code', {}, id)),
    el('td', {}, published ? t('version', { number: published }) : '–'),
    el('td', { class: 'numeric' }, version ? number(version.feature_count) : '–'),
    el('td', { class: 'office-nowrap' }, moment(version?.created ?? null) || '–'),
    el('td', {}, el('span', { class: `tag tag-${state}` }, t(`state.${state}`))),
  );
}

/** What became a version is in hand until that was published, discarded or overtaken by a newer one. */
function isInHand(upload, layers) {
  if (upload.state !== 'ready') return true;
  const newest = layers.find(({ id, removed }) => id === upload.layer && !removed)?.newest[0];
  return newest?.version === upload.version && newest.state === 'draft';
}

async function showUploads() {
  try {
    const [answer, { layers }] = await Promise.all([ask('/api/uploads'), ask('/api/manage/layers')]);
    const waiting = answer.uploads.filter((upload) => isInHand(upload, layers));
    fill(uploads, waiting.map((upload) => uploadCard(upload, { onChange: showLayers })));
    tellWhenEmpty();
    tellWorker(answer.has_worker);
  } catch (error) {
    fill(uploads, problem(error));
  }
}

function tellWhenEmpty() {
  uploads.querySelector('.empty-part')?.remove();
  if (!uploads.children.length) fill(uploads, el('p', { class: 'empty-part' }, t('uploads.none')));
}

function tellWorker(hasWorker) {
  fill(document.getElementById('worker'), !hasWorker && el('p', { class: 'office-notice' }, t('worker.none')));
}

const sendFiles = createSender(uploads, (upload, card) => card.replaceWith(uploadCard(upload, { onChange: showLayers })));

async function take(list) {
  const chosen = [...list];
  if (!chosen.length) return;
  // The first listing fills the place where the cards of these files are to stand.
  await listed;
  const reading = Object.fromEntries(new FormData(drop));
  sendFiles(chosen, { layer: target.value, note: document.getElementById('note').value.trim(), ...reading });
  uploads.querySelector('.empty-part')?.remove();
}

function connectDrop() {
  const mark = (isOver) => drop.classList.toggle('is-over', isOver);
  drop.addEventListener('submit', (event) => event.preventDefault());
  drop.addEventListener('dragover', (event) => {
    event.preventDefault();
    mark(true);
  });
  drop.addEventListener('dragleave', (event) => mark(drop.contains(event.relatedTarget)));
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    mark(false);
    take(event.dataTransfer.files);
  });
  const takeChosen = () => {
    take(files.files);
    files.value = '';
  };
  files.addEventListener('change', takeChosen);
  // Chosen before this script was there.
  if (files.files.length) takeChosen();
}

const listed = Promise.all([showLayers(), showUploads()]);
connectDrop();
uploads.addEventListener('discarded', () => setTimeout(tellWhenEmpty));
