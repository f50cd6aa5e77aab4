/**
 * The text in the middle, in blocks that the browser skips while they are out of sight; the marks tell items, places by
 * their role, doubts and what is decided.
 */
import { delegate, el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { emptyState } from '../ui/load.js';
import { blocksOf } from './spans.js';
import { drawBlock } from './text-block.js';
import { createTextMarks } from './text-marks.js';
import { mountSelectionBar } from './selection-bar.js';

/** Blocks drawn at once; the others follow while the page is idle. */
const FIRST_BLOCKS = 16;
/** Blocks this near to what is seen are drawn before the others. */
const NEAR = '1200px 0px';
/** Time that a pause must leave for one more block [ms]. */
const BLOCK_MS = 3;
const NO_DEADLINE = { timeRemaining: () => 0 };
const idle = (work) =>
  window.requestIdleCallback ? requestIdleCallback(work) : setTimeout(() => work(NO_DEADLINE));

/**
 * @param {HTMLElement} element
 * @param {object} context
 * @returns {() => void} unmount
 */
export function mountText(element, context) {
  const { store, model } = context;
  const scroll = el('div', {
    class: 'review-scroll',
    tabindex: '0',
    role: 'document',
    'aria-label': t('review.text'),
  });
  // What came in as the YAML of a review has no text.
  const isEmpty = model.clauses.every(({ start, end }) => start === end);
  fill(element, textHead(model), isEmpty && emptyState(t('review.text.none'), t('review.text.none.hint')), scroll);
  const blocks = blocksOf(model.text, model.clauses).map((block) => ({
    ...block,
    element: blockShell(block),
    isDrawn: false,
  }));
  fill(
    scroll,
    blocks.map((block) => block.element),
  );

  const marks = createTextMarks(scroll, context);
  const draw = (block) => {
    block.isDrawn = true;
    drawBlock(block, context);
  };
  const need = (start, end) => {
    for (const block of blocks) if (!block.isDrawn && block.start < end && block.end > start) draw(block);
  };
  let isGone = false;
  let drawnTo = 0;
  const drawRest = (deadline) => {
    const first = drawnTo;
    while (drawnTo < blocks.length && (drawnTo < first + FIRST_BLOCKS || deadline.timeRemaining() > BLOCK_MS)) {
      if (!blocks[drawnTo].isDrawn) draw(blocks[drawnTo]);
      drawnTo += 1;
    }
    if (drawnTo < blocks.length && !isGone) idle(drawRest);
    else marks.show();
  };
  const near = new IntersectionObserver(
    (entries) => {
      const seen = new Set(entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target));
      const fresh = blocks.filter((block) => !block.isDrawn && seen.has(block.element));
      fresh.forEach(draw);
      if (fresh.length > 0) marks.show();
    },
    { root: scroll, rootMargin: NEAR },
  );
  blocks.forEach(({ element: shell }) => near.observe(shell));

  const show = () => {
    const item = model.item(store.view.entry);
    const stretch = stretchOf(item, store.view.place) ?? clauseStretch(model, item?.clause);
    if (stretch) need(stretch[0], stretch[1]);
    marks.show();
    if (stretch) marks.reveal(stretch);
  };
  const redraw = (ids) => {
    const spans = ids.flatMap((id) => model.spans.filter((span) => span.item === id));
    const isStale = (block) =>
      block.isDrawn && spans.some(({ start, end }) => start < block.end && end > block.start);
    // An item that is gone had its marks somewhere: the blocks that show it are known by them.
    const gone = ids.filter((id) => !model.item(id));
    for (const block of blocks)
      if (isStale(block) || gone.some((id) => marks.isIn(block.element, id))) draw(block);
    marks.show();
  };
  const stops = [
    store.on(['entry', 'place'], () => show()),
    store.on('reviewPart', () => store.get('reviewPart') === 'text' && show()),
    model.onChange(redraw),
    delegate(
      scroll,
      'click',
      '[data-places], [data-items]',
      (mark) => getSelection().isCollapsed && marks.choose(mark),
    ),
    delegate(scroll, 'pointerover', '[data-places], [data-items]', (mark) => marks.heat(mark)),
    delegate(scroll, 'pointerout', '[data-places], [data-items]', () => store.put('reviewHot', null)),
    store.on(['reviewHot', 'hovered'], () => marks.showHot()),
    mountSelectionBar(scroll, context),
    () => {
      isGone = true;
      near.disconnect();
    },
  ];
  blocks.slice(0, FIRST_BLOCKS).forEach(draw);
  show();
  idle(drawRest);
  return () => stops.forEach((stop) => stop());
}

/** Which words of the text speak of an item; of a place where one is chosen that is written. */
function stretchOf(item, place) {
  const chosen = item?.places.find(({ id }) => id === place);
  return chosen?.span ?? item?.span ?? item?.places.find(({ span }) => span)?.span ?? null;
}

function clauseStretch({ clauses }, id) {
  const clause = clauses.find((one) => one.id === id);
  return clause ? [clause.start, clause.start + 1] : null;
}

function textHead(model) {
  const signs = ['named', 'partner', 'context', 'negated', 'figure', 'doubt'];
  return el(
    'header',
    { class: 'review-text-head' },
    el('h3', {}, t('review.text')),
    el(
      'ul',
      { class: 'review-signs', 'aria-label': t('review.signs') },
      signs.map((sign) => el('li', {}, el('span', { class: `text-mark is-${sign}` }, t(`review.sign.${sign}`)))),
    ),
    el('span', { class: 'visually-hidden' }, pick(model.draft.title)),
  );
}

function blockShell({ start, end }) {
  const element = el('div', { class: 'review-block' });
  element.style.setProperty('--lines', String(Math.ceil((end - start) / 34)));
  return element;
}
