/** A figure that was made before, opened again: the form takes its values and says whether the data are the same. */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../ui/icons.js';
import { problem } from '../ui/load.js';
import { group } from './many.js';
import { readFigure } from './requests.js';

/**
 * @param {import('./draft.js').Draft} draft
 * @param {() => import('../lib/figure-params.js').FigureParams} ofView parameters of the view of the page
 * @param {(words: string) => void} say
 * @returns {HTMLElement}
 */
export function redrawGroup(draft, ofView, say) {
  const said = el('div', { class: 'export-said' });
  const input = el('input', {
    type: 'file',
    id: 'export-redraw',
    class: 'export-file',
    accept: '.pdf,.png,.svg',
    'aria-describedby': 'export-redraw-hint',
    onchange: () => read(),
  });
  const back = () => {
    draft.replace(ofView());
    fill(said);
    input.value = '';
    input.focus();
    say(t('export.redraw.returned'));
  };
  const read = async () => {
    const [file] = input.files;
    if (!file) return;
    fill(said, el('p', { class: 'note' }, t('export.redraw.reading')));
    try {
      const { values, data, same_data: isSame } = await readFigure(file);
      draft.replace(values);
      const words = isSame
        ? t('export.redraw.same', { name: file.name })
        : t('export.redraw.other', { name: file.name, date: data?.date ?? '' });
      fill(
        said,
        el('p', { class: `export-finding is-${isSame ? 'note' : 'warn'}` }, icon(isSame ? 'check' : 'warn'), el('span', {}, words)),
        el('button', { type: 'button', class: 'link-button', onclick: back }, t('export.redraw.back')),
      );
      say(words);
    } catch (error) {
      fill(said, problem(error));
    }
  };
  return group(
    'redraw',
    // The browser's own control speaks the language of the browser, not of the page.
    el('label', { class: 'button export-choose' }, icon('documents'), t('export.redraw'), input),
    el('small', { class: 'note', id: 'export-redraw-hint' }, t('export.redraw.hint')),
    said,
  );
}
