/** On a phone, panel and detail are one bottom sheet with three heights, moved by drag, tap or keys. */
import { el } from '../dom.js';
import { t } from '../i18n.js';

const HEIGHTS = ['low', 'half', 'full'];
const TAP_PX = 6;
/** How long the click that belongs to a touch may be late. */
const CLICK_MS = 400;

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountSheet(root, store) {
  const handle = el(
    'button',
    { type: 'button', class: 'sheet-handle', 'aria-label': t('sheet.handle') },
    el('span'),
  );
  root.append(handle);
  const show = (height) => {
    root.dataset.sheet = height;
    store.put('sheetShown', height);
  };
  const move = (step) => {
    const at = HEIGHTS.indexOf(root.dataset.sheet);
    show(HEIGHTS[Math.min(Math.max(at + step, 0), HEIGHTS.length - 1)]);
  };

  let from = null;
  handle.addEventListener('pointerdown', (event) => {
    from = { y: event.clientY, top: handle.getBoundingClientRect().top };
    handle.setPointerCapture(event.pointerId);
    root.dataset.dragging = '';
  });
  handle.addEventListener('pointermove', (event) => {
    if (!from) return;
    const height = innerHeight - (from.top + event.clientY - from.y);
    root.style.setProperty('--sheet-drag', `${Math.round(height)}px`);
  });
  const settle = (event) => {
    if (!from) return;
    dropClick(event);
    const moved = from.y - event.clientY;
    const share = (innerHeight - (from.top - moved)) / innerHeight;
    from = null;
    delete root.dataset.dragging;
    root.style.removeProperty('--sheet-drag');
    if (Math.abs(moved) <= TAP_PX) show(HEIGHTS[(HEIGHTS.indexOf(root.dataset.sheet) + 1) % HEIGHTS.length]);
    else show(share < 0.3 ? 'low' : share < 0.68 ? 'half' : 'full');
  };
  handle.addEventListener('pointerup', settle);
  handle.addEventListener('pointercancel', settle);
  handle.addEventListener('keydown', (event) => {
    const step = { ArrowUp: 1, ArrowDown: -1, Enter: 1, ' ': 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    move(step);
  });

  // A slot tells of changes only, so a wish is taken out once it is granted.
  const stop = store.on('sheet', () => {
    const wanted = store.get('sheet');
    if (wanted) show(wanted);
    store.put('sheet', null);
  });
  show(store.get('sheetShown') ?? (store.view.unit ? 'half' : 'low'));
  return stop;
}

/** The sheet has moved away under the finger: the click of the same touch is not meant for what has come there. */
function dropClick({ clientX, clientY }) {
  const drop = (click) => {
    if (Math.hypot(click.clientX - clientX, click.clientY - clientY) > TAP_PX) return;
    click.preventDefault();
    click.stopPropagation();
  };
  addEventListener('click', drop, { capture: true });
  setTimeout(() => removeEventListener('click', drop, { capture: true }), CLICK_MS);
}
