/** Fetches the bundled Chinese font, after the first drawing, on a computer that has none of its own. */

const SIZE_PX = 24;

/** Asks for the font's style sheet only where it is needed; its slices then come one by one as the text asks. */
export function loadFallbackFont() {
  if (hasChineseFont()) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('static/fonts/noto-sans-sc.css', document.baseURI).href;
  document.head.append(link);
}

/** Without a Chinese font, two different characters give the same box. */
function hasChineseFont() {
  return drawn('鼎') !== drawn('县');
}

function drawn(character) {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE_PX * 2;
  canvas.height = SIZE_PX * 2;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.font = `${SIZE_PX}px sans-serif`;
  context.textBaseline = 'top';
  context.fillText(character, 4, 4);
  return context.getImageData(0, 0, canvas.width, canvas.height).data.join('');
}
