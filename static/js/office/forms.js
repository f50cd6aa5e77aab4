/** What is said of a layer, and who may see and edit it: two forms that save by themselves. */
import { el, fill } from '../dom.js';
import { ask } from './ask.js';
import { given } from './given.js';
import { t } from './words.js';

const ABOUT = ['source', 'licence', 'date', 'precision', 'contact', 'attribution'];

/** Sends changes and says beside the button what came of it. */
async function save(layer, form, changes, onSaved) {
  const said = form.querySelector('.form-said');
  const button = form.querySelector('.form-end button');
  button.disabled = true;
  said.textContent = '';
  try {
    onSaved(await ask(`/api/manage/layers/${encodeURIComponent(layer)}`, { method: 'PATCH', body: changes }));
    said.className = 'form-said';
    said.textContent = t('saved');
  } catch (error) {
    said.className = 'form-said is-wrong';
    said.textContent = [error.message, error.hint].filter(Boolean).join(' ');
  }
  button.disabled = false;
}

/**
 * @param {HTMLFormElement} form written by the server
 * @param {object} layer
 * @param {(layer: object) => void} onSaved
 */
export function connectAbout(form, layer, onSaved) {
  const { elements } = form;
  elements.title_zh.value = layer.title.zh;
  elements.title_en.value = layer.title.en;
  elements.description.value = layer.description;
  ABOUT.forEach((name) => (elements[name].value = layer.metadata[name] ?? ''));
  form.querySelector('fieldset').disabled = false;
  form.onsubmit = (event) => {
    event.preventDefault();
    const changes = {
      title: { zh: elements.title_zh.value, en: elements.title_en.value },
      description: elements.description.value,
      metadata: Object.fromEntries(ABOUT.map((name) => [name, elements[name].value])),
    };
    save(layer.id, form, changes, onSaved);
  };
}

/**
 * @param {HTMLFormElement} form empty
 * @param {object} layer
 * @param {(layer: object) => void} onSaved
 */
export function connectRights(form, layer, onSaved) {
  const { viewers, editors, signed_in_only: isClosed } = layer.rights;
  const see = viewers ? 'named' : isClosed ? 'signed_in' : 'all';
  fill(
    form,
    whoPart('viewers', { chosen: see, kinds: ['all', 'signed_in', 'named'], names: viewers ?? [] }),
    whoPart('editors', { chosen: editors ? 'named' : 'all', kinds: ['all', 'named'], names: editors ?? [] }),
    el(
      'div',
      { class: 'form-end' },
      el('button', { class: 'office-button' }, t('save')),
      el('span', { class: 'form-said', role: 'status' }),
    ),
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const named = (who) => (data.get(who) === 'named' ? namesIn(data, who) : null);
    const rights = {
      viewers: named('viewers'),
      editors: named('editors'),
      signed_in_only: data.get('viewers') === 'signed_in',
    };
    save(layer.id, form, { rights }, onSaved);
  };
}

function whoPart(who, { chosen, kinds, names }) {
  const list = namesPart(who, names);
  const show = (kind) => (list.hidden = kind !== 'named');
  show(chosen);
  return el(
    'fieldset',
    { class: 'who' },
    el('legend', {}, t(`rights.${who}`)),
    kinds.map((kind) =>
      el(
        'label',
        { class: 'check' },
        el('input', {
          type: 'radio',
          name: who,
          value: kind,
          checked: kind === chosen,
          onchange: () => show(kind),
        }),
        el('span', {}, t(`rights.${who}.${kind}`)),
      ),
    ),
    list,
  );
}

/** Names to tick where the accounts are known, else a line to write them in. */
function namesPart(who, names) {
  if (!given.accounts) {
    const input = el('input', { name: `${who}-names`, value: names.join(' '), autocomplete: 'off' });
    return el('label', { class: 'who-names' }, t('rights.names'), input);
  }
  const gone = names.filter((name) => !given.accounts.some((account) => account.name === name));
  const accounts = [...given.accounts, ...gone.map((name) => ({ name, role: '' }))];
  return el(
    'ul',
    { class: 'who-names', 'aria-label': t('rights.names') },
    accounts.map(({ name, role }) =>
      el(
        'li',
        {},
        el(
          'label',
          { class: 'check' },
          el('input', { type: 'checkbox', name: `${who}-names`, value: name, checked: names.includes(name) }),
          el('span', {}, name, role && el('small', {}, ` ${t(`role.${role}`)}`)),
        ),
      ),
    ),
  );
}

const namesIn = (data, who) =>
  data
    .getAll(`${who}-names`)
    .flatMap((words) => words.split(/[\s,，、;；]+/))
    .filter(Boolean);
