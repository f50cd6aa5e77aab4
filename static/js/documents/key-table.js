/** Which key does what in the review. Pure. */

/** Single keys may be switched off (WCAG 2.1.4); those that carry a modifier or lie in a list may not. */
export const KEYS = Object.freeze({
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  c: 'confirm',
  Enter: 'confirm',
  x: 'reject',
  e: 'edit',
  s: 'split',
  u: 'undo',
  a: 'place',
  n: 'item',
  '?': 'help',
});

/** Name of the preference that switches single keys off. */
export const OFF = 'review.keys.off';

/** As the help lists them. */
export const LISTED = Object.freeze([
  [['J', '↓'], 'next'],
  [['K', '↑'], 'previous'],
  [['C', 'Enter'], 'confirm'],
  [['X'], 'reject'],
  [['1', '9'], 'candidate'],
  [['E'], 'edit'],
  [['S'], 'split'],
  [['A'], 'place'],
  [['N'], 'item'],
  [['U'], 'undo'],
  [['Esc'], 'close'],
  [['?'], 'help'],
]);

/**
 * @param {{key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, repeat?: boolean}} event
 * @param {{isTyping: boolean, isControl: boolean, isScroller: boolean, isOff: boolean, isForm: boolean}} where isControl: a
 *   button or link has the focus, whose own Enter it is; isScroller: the arrows move what has the focus; isOff: single
 *   keys are off; isForm: the card is being written in, so that only Escape is heard, which closes the form
 * @returns {{action: string, index?: number}|null}
 */
export function actionOf({ key, ctrlKey, metaKey, altKey, repeat }, { isTyping, isControl, isScroller, isOff, isForm }) {
  if (isForm) return key === 'Escape' && !isTyping ? { action: 'close' } : null;
  if (isTyping || ctrlKey || metaKey || altKey) return null;
  if (isControl && (key === 'Enter' || key === ' ')) return null;
  if (isScroller && key.startsWith('Arrow')) return null;
  const isSingle = key.length === 1;
  if (isSingle && isOff) return null;
  if (/^[1-9]$/.test(key)) return repeat ? null : { action: 'candidate', index: Number(key) - 1 };
  const action = KEYS[isSingle ? key.toLowerCase() : key];
  if (!action) return null;
  // A key that is held down walks, but decides once.
  return repeat && action !== 'next' && action !== 'previous' ? null : { action };
}
