/** The view as one picture: for the PNG download, and for printing, where canvases that move would fall apart. */

const SCALE_MARGIN_PX = 16;

/**
 * @param {import('../../vendor/leaflet.js').Map} map
 * @returns {HTMLCanvasElement} as large as the view, in device px
 */
export function takeSnapshot(map) {
  const container = map.getContainer();
  const frame = container.getBoundingClientRect();
  const scale = window.devicePixelRatio || 1;
  const picture = document.createElement('canvas');
  picture.width = Math.round(frame.width * scale);
  picture.height = Math.round(frame.height * scale);
  const context = picture.getContext('2d');
  context.fillStyle = getComputedStyle(container).backgroundColor;
  context.fillRect(0, 0, picture.width, picture.height);
  for (const part of container.querySelectorAll('.leaflet-pane canvas, .leaflet-tile-pane img')) {
    const { left, top, width, height } = part.getBoundingClientRect();
    if (!part.width || !part.height) continue;
    // At whole pixels, so that neighbours that one sees through leave no line between them.
    const [from, to] = [toPixels(left, top, frame, scale), toPixels(left + width, top + height, frame, scale)];
    context.globalAlpha = Number(part.closest('.leaflet-layer')?.style.opacity || 1);
    context.drawImage(part, from.x, from.y, to.x - from.x, to.y - from.y);
  }
  context.globalAlpha = 1;
  drawScale(context, container, { frame, scale });
  return picture;
}

const toPixels = (x, y, frame, scale) => ({
  x: Math.round((x - frame.left) * scale),
  y: Math.round((y - frame.top) * scale),
});

/** The scale bar is an element of Leaflet's, so it is drawn after it. */
function drawScale(context, container, { frame, scale }) {
  const bar = container.querySelector('.leaflet-control-scale-line');
  if (!bar) return;
  const { width, height } = bar.getBoundingClientRect();
  const { color, fontFamily, fontSize } = getComputedStyle(bar);
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const [left, top] = [frame.width - width - SCALE_MARGIN_PX, frame.height - height - SCALE_MARGIN_PX];
  context.strokeStyle = context.fillStyle = color;
  context.lineWidth = 1.5;
  context.stroke(new Path2D(`M${left} ${top + 4}v${height - 4}h${width}v${4 - height}`));
  context.font = `${fontSize} ${fontFamily}`;
  context.textAlign = 'center';
  context.fillText(bar.textContent, left + width / 2, top + height - 6);
}

/** What is drawn while a page is being printed goes there stroke by stroke, and seams would show: this goes as one picture. */
function flattened(canvas) {
  const whole = document.createElement('canvas');
  [whole.width, whole.height] = [canvas.width, canvas.height];
  whole.getContext('2d').drawImage(canvas, 0, 0);
  return whole;
}

/**
 * @param {import('../../vendor/leaflet.js').Map} map
 * @param {import('../store.js').Store} store
 * @param {() => void} redraw draws the map at once instead of before the next frame
 */
export function connectSnapshots(map, store, redraw) {
  const container = map.getContainer();
  const page = document.documentElement;
  let picture = null;
  let theme = '';

  // Paper is light, whatever the screen shows.
  addEventListener('beforeprint', () => {
    picture?.remove();
    theme ||= page.dataset.theme;
    page.dataset.theme = 'light';
    store.put('themeShown', 'light');
    redraw();
    const view = takeSnapshot(map);
    // A map that has no room on the page is not printed.
    if (view.width === 0 || view.height === 0) return;
    picture = flattened(view);
    picture.className = 'print-picture';
    container.append(picture);
  });
  addEventListener('afterprint', () => {
    picture?.remove();
    picture = null;
    page.dataset.theme = theme || page.dataset.theme;
    theme = '';
    store.put('themeShown', page.dataset.theme);
  });

  store.on('print', async () => {
    const { withTable } = store.get('print');
    if (withTable) store.set({ table: true });
    // The table is fetched and laid out first.
    setTimeout(() => print(), withTable ? 800 : 50);
  });
  store.on('snapshot', () => {
    takeSnapshot(map).toBlob((blob) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `${document.querySelector('.map-title')?.textContent ?? 'map'}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  });
}
