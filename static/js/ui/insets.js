/** Tells the map how much of it is covered by detail or sheet, so that it centres on what can be seen. */

/** From this width on the legend need not lie over the region. */
const ROOMY_PX = 880;
/** What must be left of the height for the bar on top to count as covering the map. */
const LOWEST_PX = 160;

/**
 * @param {{stage: HTMLElement, covers: HTMLElement[], legend: HTMLElement, top: HTMLElement}} elements legend: kept free
 *   where there is room; top: stands over the map, on a phone all its width
 * @param {import('../store.js').Store} store
 * @returns {() => void} unmount
 */
export function watchInsets({ stage, covers, legend, top: bar }, store) {
  const measure = () => {
    const ground = stage.getBoundingClientRect();
    const insets = { left: 0, top: 0, right: 0, bottom: 0 };
    for (const cover of covers.filter((one) => !one.hidden && getComputedStyle(one).visibility !== 'hidden')) {
      const { left, right, top, bottom, width } = cover.getBoundingClientRect();
      const isOver = right > ground.left && left < ground.right && bottom > ground.top && top < ground.bottom;
      if (!isOver) continue;
      if (width > ground.width * 0.8) insets.bottom = Math.max(insets.bottom, ground.bottom - top);
      else insets.right = Math.max(insets.right, ground.right - left);
    }
    const isRoomy = insets.bottom === 0 && ground.width - insets.right >= ROOMY_PX;
    // Half of it: provinces are not square, and a corner is enough.
    if (isRoomy) insets.left = (legend.getBoundingClientRect().right - ground.left) / 2;
    // A sheet that covers nearly all leaves nothing to centre on.
    insets.bottom = Math.min(insets.bottom, ground.height * 0.6);
    const over = bar.getBoundingClientRect();
    const below = over.bottom - ground.top;
    if (over.width > ground.width * 0.8 && ground.height - insets.bottom - below > LOWEST_PX) insets.top = below;
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
