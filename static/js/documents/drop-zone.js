/** Takes one file, chosen or dropped. */
import { el, fill } from '../dom.js';
import { locale, t } from '../i18n.js';
import { icon } from '../ui/icons.js';

const ACCEPTED = '.txt,.docx,.pdf,.html,.htm,.yaml,.yml';
const KB = 1e3;
const MB = 1e6;

/**
 * @param {() => void} onChange
 * @returns {{element: HTMLElement, file: () => File|null}}
 */
export function createDropZone(onChange) {
  let file = null;
  const words = el('span', { class: 'review-drop-words' }, t('review.add.choose'));
  const input = el('input', {
    type: 'file',
    accept: ACCEPTED,
    class: 'review-drop-input',
    'aria-label': t('review.add.choose'),
  });
  const element = el(
    'div',
    { class: 'review-drop' },
    icon('documents'),
    words,
    el('small', { class: 'note' }, t('review.add.kinds')),
    input,
  );
  const take = (taken) => {
    if (!taken) return;
    file = taken;
    fill(words, el('strong', {}, taken.name), ` ${sizeWords(taken.size)}`);
    onChange();
  };
  input.addEventListener('change', () => take(input.files[0]));
  element.addEventListener('dragover', (event) => {
    event.preventDefault();
    element.classList.add('is-over');
  });
  element.addEventListener('dragleave', () => element.classList.remove('is-over'));
  element.addEventListener('drop', (event) => {
    event.preventDefault();
    element.classList.remove('is-over');
    take(event.dataTransfer.files[0]);
  });
  return { element, file: () => file };
}

function sizeWords(bytes) {
  if (bytes < MB) return `${Math.ceil(bytes / KB).toLocaleString(locale())} kB`;
  return `${(bytes / MB).toLocaleString(locale(), { maximumFractionDigits: 1 })} MB`;
}
