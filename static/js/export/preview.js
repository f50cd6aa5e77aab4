/**
 * The page as it will be, drawn by the server: the previous picture stays until the next is there. After the picture the
 * findings are asked for, which need the same figure and so cost little.
 */
import { RequestError, isAborted } from '../api.js';
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { pageSize, previewDpi } from '../lib/figure-params.js';
import { icon } from '../ui/icons.js';
import { problem } from '../ui/load.js';
import { getCheck, getFile } from './requests.js';

const PAUSE_MS = 300;
/** The preview bears no override: that is noted once, at the export. */
const NOT_SENT = ['override', 'override_reason'];

/**
 * @param {import('./draft.js').Draft} draft
 * @param {object} options of the server
 * @param {{onWait: () => void, onCheck: (check: object|null, error: unknown) => void}} told onWait: what was found no longer
 *   holds; onCheck: after each picture
 * @returns {{element: HTMLElement, stop: () => void}}
 */
export function createPreview(draft, options, { onWait, onCheck }) {
  const picture = el('img', { class: 'export-picture', alt: t('export.preview.waiting'), hidden: true });
  const paper = el('div', { class: 'export-paper' }, picture);
  const ground = el('div', { class: 'export-ground' }, paper);
  const said = el('div', { class: 'export-problem' });
  const facts = el('p', { class: 'export-facts note' });
  const zoom = el(
    'button',
    { type: 'button', class: 'button', 'aria-pressed': 'false', onclick: () => enlarge(!isLarge()) },
    icon('plus'),
    t('export.preview.enlarge'),
  );
  const element = el(
    'section',
    { class: 'export-preview', 'aria-label': t('export.preview') },
    ground,
    said,
    el('div', { class: 'export-under' }, facts, zoom),
  );

  let timer = 0;
  let turn = null;
  let isGone = false;
  const isLarge = () => zoom.getAttribute('aria-pressed') === 'true';
  const enlarge = (on) => {
    zoom.setAttribute('aria-pressed', String(on));
    element.classList.toggle('is-large', on);
    // A part of the page is seen then, and keys must reach the rest.
    if (on) ground.tabIndex = 0;
    else ground.removeAttribute('tabindex');
    refresh();
  };

  const size = () => {
    const found = options.papers.find(({ id }) => id === draft.get('paper')) ?? options.papers[0];
    return pageSize(found, draft.get('orientation'));
  };
  const shape = () => {
    const [width, height] = size();
    paper.style.aspectRatio = `${width} / ${height}`;
    paper.style.setProperty('--ratio', String(width / height));
    element.classList.toggle('is-transparent', draft.get('transparent') === '1');
    fill(facts, sizeWords(draft, options, size()));
  };

  const refresh = async () => {
    turn?.abort();
    turn = new AbortController();
    const { signal } = turn;
    const params = Object.fromEntries(Object.entries(draft.params).filter(([name]) => !NOT_SENT.includes(name)));
    element.setAttribute('aria-busy', 'true');
    let failure = await attempt(() => drawPicture(params, signal));
    const check = { value: null };
    if (!signal.aborted) {
      const error = await attempt(async () => (check.value = await getCheck(params, { signal })));
      failure ??= error;
    }
    if (signal.aborted || isGone) return;
    element.removeAttribute('aria-busy');
    element.classList.toggle('is-stale', Boolean(failure));
    fill(said, failure && problem(failure, renew));
    onCheck(check.value, failure);
    if (!check.value || failure) return;
    picture.alt = check.value.alt;
    fill(facts, [sizeWords(draft, options, size()), ...factWords(check.value)].join(' · '));
  };

  const drawPicture = async (params, signal) => {
    const dpi = String(previewDpi(size()[0], isLarge() ? 3 : 2));
    const { blob } = await getFile('exports/figure', { ...params, format: 'png', dpi, inline: '1' }, { signal });
    const address = URL.createObjectURL(blob);
    const next = new Image();
    next.src = address;
    await next.decode().catch((cause) => {
      URL.revokeObjectURL(address);
      throw new RequestError('unreadable', { cause });
    });
    if (signal.aborted || isGone) return URL.revokeObjectURL(address);
    if (picture.src) URL.revokeObjectURL(picture.src);
    picture.src = address;
    picture.hidden = false;
    return undefined;
  };

  const renew = () => {
    onWait();
    return refresh();
  };
  const later = () => {
    clearTimeout(timer);
    // An answer that is still under way is one to other values.
    turn?.abort();
    element.setAttribute('aria-busy', 'true');
    onWait();
    shape();
    timer = setTimeout(refresh, PAUSE_MS);
  };
  const stopListening = draft.onChange(later);
  shape();
  renew();

  return {
    element,
    stop() {
      isGone = true;
      clearTimeout(timer);
      turn?.abort();
      stopListening();
      if (picture.src) URL.revokeObjectURL(picture.src);
    },
  };
}

/** @returns {Promise<unknown>} what went wrong; nothing for what was stopped on purpose */
async function attempt(work) {
  try {
    await work();
    return null;
  } catch (error) {
    return isAborted(error) ? null : error;
  }
}

function sizeWords(draft, { papers }, [width, height]) {
  const paper = papers.find(({ id }) => id === draft.get('paper'));
  return t('export.preview.size', {
    paper: paper ? pick(paper) : draft.get('paper'),
    width: String(Math.round(width)),
    height: String(Math.round(height)),
  });
}

/** Scale and projection, and for a picture its pixels, of the file that will be exported. */
const factWords = ({ scale, projection, pixels, values }) =>
  [
    pick(scale),
    pick(projection),
    values?.format === 'png' && pixels && t('export.preview.pixels', { width: pixels[0], height: pixels[1] }),
  ].filter(Boolean);
