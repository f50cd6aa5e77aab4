/** The few pictures of the interface, drawn as lines in the colour of the text. */
import { svg } from '../dom.js';

const PATHS = {
  themes: 'M4 5h7v6H4zM13 5h7v6h-7zM4 13h7v6H4zM13 13h7v6h-7z',
  documents: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  targets: 'M4 20V4M4 20h16M8 16v-5M12 16V8M16 16v-3',
  layers: 'M12 4l9 5-9 5-9-5zM3 13.5l9 5 9-5',
  search: 'M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5L20 20',
  close: 'M6 6l12 12M18 6L6 18',
  share: 'M12 15V4M8 8l4-4 4 4M5 13v7h14v-7',
  figure: 'M4 5h16v14H4zM4 15l5-4 4 3 3-2 4 3M15.5 9.5h.01',
  more: 'M5 11.300h.9v1.400H5zM11.500 11.300h.9v1.400h-.9zM18 11.300h.9v1.400H18z',
  help: 'M9.2 9a2.9 2.9 0 1 1 4 2.8c-.9.4-1.2 1-1.2 2M12 17.5v.01',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  moon: 'M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.500 9.5z',
  table: 'M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14',
  legend: 'M4 6h4v4H4zM4 14h4v4H4zM11 8h9M11 16h9',
  down: 'M6 9.500l6 6 6-6',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  up: 'M6 14.500l6-6 6 6',
  swap: 'M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4',
  info: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 11v5M12 8v.01',
  compare: 'M7 4v16M17 4v16M3 8h8M13 14h8',
  download: 'M12 4v11M8 11l4 4 4-4M5 20h14',
  pin: 'M12 21s-6.500-5.700-6.500-10.500a6.500 6.500 0 0 1 13 0C18.500 15.300 12 21 12 21zM12 8.500a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  flag: 'M6 21V4h11l-2 4 2 4H6',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  warn: 'M12 4l9 16H3zM12 10v5M12 17.500v.01',
  stop: 'M8.500 3.500h7l5 5v7l-5 5h-7l-5-5v-7zM9 9l6 6M15 9l-6 6',
  check: 'M5 12.500l5 5L19 7',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  undo: 'M8 5L4 9l4 4M4 9h9.500a5 5 0 0 1 0 10H9',
  edit: 'M5 19l1-4L15.500 5.500l3 3L9 18zM13.500 7.500l3 3',
  split: 'M12 4v5l-5.500 5.500V20M12 9l5.500 5.500V20',
  home: 'M4 11l8-7 8 7M6 9.500V20h12V9.500',
};

/**
 * @param {string} name
 * @returns {SVGElement} hidden from screen readers; its button carries the words
 */
export function icon(name) {
  return svg(
    'svg',
    { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: PATHS[name] }),
  );
}
