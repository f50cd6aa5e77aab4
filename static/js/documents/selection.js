/** The words that are selected in the text, as positions; kept while a form is filled in that took the focus away. */
import { lengthOf } from './code-points.js';

/**
 * @param {import('../store.js').Store} store the slot `reviewWords` holds {start, end, words} or null
 */
export function createSelection(store) {
  return {
    get: () => store.get('reviewWords') ?? null,
    clear: () => {
      store.put('reviewWords', null);
      getSelection()?.removeAllRanges();
    },
    /** @param {HTMLElement} root of the text @returns {object|null} what is selected in it now */
    read(root) {
      const found = getSelection();
      if (!found || found.isCollapsed || found.rangeCount === 0) return null;
      const range = found.getRangeAt(0);
      if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
      const start = positionOf(range.startContainer, range.startOffset);
      const end = positionOf(range.endContainer, range.endOffset);
      const words = range.toString().trim();
      if (start === null || end === null || end <= start || !words) return null;
      const lead = lengthOf(range.toString()) - lengthOf(range.toString().trimStart());
      return { start: start + lead, end: start + lead + lengthOf(words), words };
    },
  };
}

/** Position in the text of a boundary in the page; null outside a line. */
function positionOf(node, offset) {
  const line = (node instanceof Element ? node : node.parentElement)?.closest('.review-line');
  if (!line) return null;
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(node, offset);
  return Number(line.dataset.start) + lengthOf(range.toString());
}
