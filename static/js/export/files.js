/** Files of the present figure: the figure itself, its numbers, a page that works by itself, and the command for all that. */
import { isAborted } from '../api.js';
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { pageParams } from '../lib/figure-params.js';
import { icon } from '../ui/icons.js';
import { problem } from '../ui/load.js';
import { mapCommand } from './command.js';
import { getFile } from './requests.js';

const SHOWN_MS = 2000;
/** A file that is kept too early is empty in some browsers. */
const KEPT_MS = 10_000;

/**
 * @param {import('./draft.js').Draft} draft
 * @param {{override: () => object, say: (words: string) => void}} told
 * @returns {{element: HTMLElement, show: (state: {check: object|null, refusal: boolean, isWrong: boolean, isPending: boolean}) => void, stop: () => void}}
 */
export function createFiles(draft, { override, say }) {
  const place = el('div', { class: 'export-said' });
  const why = el('p', { class: 'export-why', id: 'export-why' });
  let state = { check: null, refusal: false, isWrong: true, isPending: true };
  let running = null;

  const take = async (path, params) => {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    fill(place, waitingLine(() => running.abort()));
    try {
      const { blob, name } = await getFile(path, params, { signal, fallback: state.check?.file_name });
      keep(blob, name);
      fill(place, el('p', { class: 'export-ready' }, icon('check'), t('export.ready', { name })));
      say(t('export.ready', { name }));
    } catch (error) {
      // Another file may have been asked for meanwhile.
      if (running.signal === signal) fill(place, !isAborted(error) && problem(error));
    }
  };
  const button = (id, run, sign = 'download') =>
    el('button', { type: 'button', class: 'button', data: { file: id }, onclick: run }, icon(sign), t(`export.file.${id}`));

  const main = el(
    'button',
    {
      type: 'button',
      class: 'button export-main',
      'aria-describedby': `export-findings ${why.id}`,
      onclick: () => take('exports/figure', { ...draft.params, format: draft.get('format'), ...override() }),
    },
    icon('download'),
    el('span', {}),
  );
  const others = [
    button('table', () => take('exports/table', { ...draft.params, as: 'xlsx' })),
    button('html', () => take('exports/html', pageParams(draft.params))),
    button('command', ({ currentTarget }) => copyCommand(currentTarget), 'copy'),
  ];
  const copyCommand = async (from) => {
    const command = mapCommand({ ...draft.params, ...override() }, state.check?.file_name ?? `figure.${draft.get('format')}`);
    try {
      await navigator.clipboard.writeText(command);
    } catch {
      prompt(t('export.command.prompt'), command);
      return;
    }
    from.lastChild.textContent = t('actions.share.copied');
    say(t('export.command.copied'));
    setTimeout(() => (from.lastChild.textContent = t('export.file.command')), SHOWN_MS);
  };

  const show = (next) => {
    state = next;
    const { refusal, isWrong, isPending } = next;
    main.disabled = refusal || isWrong || isPending;
    main.lastChild.textContent = t('export.file.figure', { format: draft.get('format').toUpperCase() });
    why.textContent = refusal && !isPending ? t('export.refused') : '';
    why.hidden = !why.textContent;
    others.forEach((one) => (one.disabled = isWrong));
  };
  const stop = draft.onChange(() => show(state));
  show(state);
  return {
    element: el('section', { class: 'export-files' }, place, why, main, el('div', { class: 'export-others' }, others)),
    show,
    stop: () => {
      stop();
      running?.abort();
    },
  };
}

const waitingLine = (stop) =>
  el(
    'p',
    { class: 'export-waiting' },
    el('span', { class: 'export-spinner' }),
    t('export.making'),
    el('button', { type: 'button', class: 'link-button', onclick: stop }, t('load.cancel')),
  );

function keep(blob, name) {
  const link = el('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
