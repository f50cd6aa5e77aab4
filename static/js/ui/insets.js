/** Tells the map how much of it is covered by detail or sheet, so that it centres on what can be seen. */

/**
 * @param {{stage: HTMLElement, covers: HTMLElement[]}} elements
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function watchInsets({ stage, covers }, store) {
  const measure = () => {
    const ground = stage.getBoundingClientRect();
    const insets = { left: 0, top: 0, right: 0, bottom: 0 };
    for (const cover of covers.filter((one) => !one.hidden)) {
      const { left, right, top, bottom, width } = cover.getBoundingClientRect();
      const isOver = right > ground.left && left < ground.right && bottom > ground.top && top < ground.bottom;
      if (!isOver) continue;
      if (width > ground.width * 0.8) insets.bottom = Math.max(insets.bottom, ground.bottom - top);
      else insets.right = Math.max(insets.right, ground.right - left);
    }
    // A sheet that covers nearly all leaves nothing to centre on.
    insets.bottom = Math.min(insets.bottom, ground.height * 0.6);
    store.put('insets', insets);
  };
  const observer = new ResizeObserver(measure);
  [stage, ...covers].forEach((element) => observer.observe(element));
  const stop = store.on(['detailOpen', 'sheetShown'], measure);
  measure();
  return () => {
    observer.disconnect();
    stop();
  };
}
