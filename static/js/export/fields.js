/** The controls of the panel, group by group, most used first. A new parameter is one line here and its words. */

const SWITCH = ['auto', 'on', 'off'];

/**
 * @typedef {object} Field
 * @property {string} name of the parameter
 * @property {'text'|'area'|'date'|'select'|'segments'|'check'|'scope'} as
 * @property {string[]} [of] its values; words are the messages `export.<name>.<value>`
 * @property {number} [longest] characters
 * @property {(get: (name: string) => string) => boolean} [isShown]
 */

/** @type {{id: string, isOpen: boolean, fields: Field[]}[]} */
export const GROUPS = [
  {
    id: 'subject',
    isOpen: true,
    fields: [
      { name: 'scope', as: 'scope' },
      { name: 'title', as: 'text', longest: 80 },
      { name: 'subtitle', as: 'text', longest: 80 },
    ],
  },
  {
    id: 'page',
    isOpen: true,
    fields: [
      { name: 'paper', as: 'select', of: [] },
      { name: 'orientation', as: 'segments', of: ['landscape', 'portrait'] },
      { name: 'format', as: 'segments', of: ['pdf', 'png', 'svg'] },
      {
        name: 'dpi',
        as: 'select',
        of: ['96', '150', '200', '300', '400', '600'],
        isShown: (get) => get('format') === 'png',
      },
      { name: 'colour', as: 'segments', of: ['colour', 'grey'] },
      { name: 'transparent', as: 'check' },
    ],
  },
  {
    id: 'furniture',
    isOpen: false,
    fields: [
      { name: 'legend', as: 'select', of: ['auto', 'inside', 'side', 'below', 'none'] },
      {
        name: 'arrangement',
        as: 'select',
        of: ['auto', 'stripes', 'symbols', 'multiples'],
        isShown: (get) => get('topic').includes(','),
      },
      { name: 'locator', as: 'select', of: SWITCH },
      { name: 'inset', as: 'select', of: SWITCH },
      ...['heading', 'scale_bar', 'north_arrow', 'graticule', 'frame', 'table', 'flows'].map((name) => ({
        name,
        as: 'check',
      })),
    ],
  },
  {
    id: 'labels',
    isOpen: false,
    fields: [
      { name: 'names', as: 'segments', of: ['short', 'full', 'none'] },
      { name: 'name_language', as: 'segments', of: ['zh', 'en', 'both'] },
      { name: 'name_size', as: 'select', of: ['0.8', '0.9', '1', '1.1', '1.25', '1.5'] },
      { name: 'lang', as: 'segments', of: ['zh', 'en'] },
    ],
  },
  {
    id: 'imprint',
    isOpen: false,
    fields: [
      { name: 'review_number', as: 'text', longest: 40 },
      { name: 'mark', as: 'check', isShown: (get) => get('review_number') === '' },
      { name: 'office', as: 'text', longest: 80 },
      { name: 'date', as: 'date' },
      { name: 'note', as: 'area', longest: 400 },
      { name: 'source', as: 'area', longest: 400 },
    ],
  },
];
