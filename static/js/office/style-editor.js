/** The form of a layer's style: whatever is chosen shows on the map beside it at once, and is kept when it is saved. */
import { el, fill } from '../dom.js';
import { ask } from './ask.js';
import { classesPart } from './style-classes.js';
import { paletteList, smallButton } from './style-controls.js';
import { countClasses, makeBlock, toSend, withRenderer } from './style-draft.js';
import { likelyFields, rendererPart } from './style-renderer.js';
import { labelPart, popupPart, zoomPart } from './style-sections.js';
import { symbolPart } from './style-symbol.js';
import { announce, pick, t } from './words.js';

const COUNT_AFTER_MS = 500;

/**
 * @param {HTMLFormElement} form empty
 * @param {{onSaved: (layer: object) => void, onTry: (style: object) => void, getZoom: () => number}} told `onTry` while it is being chosen
 */
export function createStyleEditor(form, { onSaved, onTry, getZoom }) {
  const body = el('div', { class: 'style-body' });
  const said = el('p', { class: 'form-said', role: 'status' });
  const warned = el('p', { class: 'office-quiet' });
  const save = el('button', { class: 'office-button' }, t('save'));
  const reset = smallButton('reset', t('style.reset'), () => choose(structuredClone(saved)));
  fill(
    form,
    paletteList(),
    body,
    el('div', { class: 'style-end' }, warned, el('div', { class: 'form-end' }, save, reset), said),
  );

  let layer = null;
  let address = '';
  let saved = {};
  let wait = 0;
  let isSaving = false;
  let isClassifying = false;
  let asking = new AbortController();
  /** @type {import('./style-classes.js').Form} what the parts are made of */
  const state = { draft: {}, found: null, fields: [], sample: [], zoom: getZoom, renewHints: () => {} };

  const isChanged = () => JSON.stringify(state.draft) !== JSON.stringify(saved);
  const tell = () => {
    reset.disabled = !isChanged();
    warned.textContent = !isChanged() ? '' : t(layer.published ? 'style.unsaved.published' : 'style.unsaved');
  };
  state.change = (changes) => {
    state.draft = { ...state.draft, ...changes };
    state.renewHints();
    said.textContent = '';
    onTry(state.draft);
    tell();
  };
  const replace = (draft) => {
    state.draft = draft;
    // Those of the form as it was.
    state.renewHints = () => {};
    state.change({});
    draw();
  };
  /** Another way of drawing, whatever the service is still asked about the one before. */
  const choose = (draft) => {
    replace(draft);
    count();
  };
  state.replace = replace;
  state.remake = (changes) => replace({ ...state.draft, ...changes });

  const settle = () => (save.disabled = isSaving || isClassifying);
  /** @returns {AbortSignal} of a new question: a late answer to an earlier one would undo what was chosen since */
  const begin = (isLong = false) => {
    clearTimeout(wait);
    asking.abort();
    asking = new AbortController();
    if (isLong || isClassifying) say(isLong ? t('style.classifying') : '');
    isClassifying = isLong;
    settle();
    return asking.signal;
  };

  /**
   * Puts what the service found for a field into the draft, or says why it found nothing.
   * @returns {Promise<boolean>} false where another field may do better
   */
  state.classify = async (wanted, renderer = state.draft.renderer) => {
    const signal = begin(true);
    try {
      const { block, found } = await makeBlock(address, state, { renderer, wanted }, signal);
      if (signal.aborted) return true;
      state.found = found;
      replace({ ...withRenderer(state.draft, renderer), [renderer]: block });
      const fewer = renderer === 'graduated' && wanted.n_classes > block.fills.length;
      say(fewer ? t('style.fewer', { count: block.fills.length }) : '');
      announce(t('style.classified', { count: block.fills?.length ?? block.classes?.length ?? 1 }));
    } catch (error) {
      if (signal.aborted) return true;
      draw();
      // This question took the place of the one for the counts.
      if (!state.found) count();
      say([error.message, error.hint].filter(Boolean).join(' '), true);
      return false;
    } finally {
      if (!signal.aborted) isClassifying = false;
      settle();
    }
    return true;
  };

  const count = async (signal = begin()) => {
    state.found = null;
    try {
      const found = await countClasses(address, state.draft, signal);
      if (signal.aborted) return;
      state.found = found;
      draw();
    } catch (error) {
      if (!signal.aborted) say(error.message, true);
    }
  };
  state.count = () => {
    const signal = begin();
    wait = setTimeout(() => count(signal), COUNT_AFTER_MS);
  };

  function say(words, isWrong = false) {
    said.className = `form-said${isWrong ? ' is-wrong' : ''}`;
    said.textContent = words;
  }

  async function chooseRenderer(renderer) {
    const block = state.draft[renderer];
    const known = state.fields.map(({ name }) => name);
    if (renderer === 'single' || (block && known.includes(block.field))) {
      choose(withRenderer(state.draft, renderer));
      return;
    }
    // Which fields have few values, only the service knows.
    for (const field of likelyFields(state, renderer)) if (await state.classify({ field }, renderer)) return;
  }

  function draw() {
    const focused = form.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const open = [...body.querySelectorAll('details[open]')].map(({ dataset }) => dataset.section);
    fill(
      body,
      rendererPart(state, chooseRenderer),
      classesPart(state),
      symbolPart(state),
      labelPart(state),
      zoomPart(state),
      popupPart(state),
    );
    body.querySelectorAll('details').forEach((part) => (part.open = open.includes(part.dataset.section)));
    if (focused) body.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  form.onsubmit = async (event) => {
    event.preventDefault();
    // What is changed while this is under way is not saved yet.
    const sent = structuredClone(state.draft);
    isSaving = true;
    settle();
    try {
      const answer = await ask(`/api/manage/layers/${encodeURIComponent(layer.id)}`, {
        method: 'PATCH',
        body: { style: toSend(sent) },
      });
      saved = sent;
      onSaved(answer);
      say([t('saved'), ...(answer.warnings ?? []).map(pick)].join(' '));
      tell();
    } catch (error) {
      say([error.message, error.hint].filter(Boolean).join(' '), true);
    }
    isSaving = false;
    settle();
  };

  return {
    /** @returns {object} the style to draw by: what is being chosen, where somebody has begun to */
    style: () => state.draft,
    /** @param {object} next layer @param {object} version whose fields are offered */
    show(next, version) {
      const isSame = layer?.id === next.id && isChanged();
      layer = next;
      address = `/api/manage/layers/${encodeURIComponent(layer.id)}/versions/${version.version}`;
      state.fields = version.fields;
      // What somebody has begun to choose outlives publishing and going back.
      if (!isSame) saved = structuredClone(layer.style);
      if (!isSame) state.draft = structuredClone(layer.style);
      state.found = null;
      draw();
      tell();
      count();
    },
    /** @param {Record<string, unknown>[]} rows values of the first features */
    learn: (rows) => (state.sample = rows),
    zoomed: (zoom) => {
      const output = form.querySelector('#zoom-now');
      if (output) output.textContent = String(Math.round(zoom * 10) / 10);
    },
  };
}
