/** The buttons at the end of the bar: figure, share, theme, language, help. */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { announce } from './announce.js';
import { openFigureMenu } from './figure-menu.js';
import { icon } from './icons.js';

const COPIED_MS = 2000;

/**
 * @param {HTMLElement} element
 * @param {import('../store.js').Store} store
 */
export function mountActions(element, store) {
  const button = (name, key, onclick, ...label) =>
    el(
      'button',
      {
        type: 'button',
        class: label.length > 0 ? 'bar-button' : 'icon-button',
        // A label that is hidden on narrow screens leaves the name to the title.
        'aria-label': label[0] instanceof Node ? null : t(key),
        title: t(key),
        onclick,
      },
      name && icon(name),
      ...label,
    );

  const figure = button(
    'figure',
    'actions.figure',
    () => openFigureMenu(figure, store),
    el('span', {}, t('actions.figure.short')),
  );
  figure.setAttribute('aria-haspopup', 'menu');
  const share = button(
    'share',
    'actions.share',
    () => copyLink(share),
    el('span', { class: 'share-label' }, t('actions.share.short')),
    el('span', { class: 'visually-hidden' }, t('actions.share')),
  );
  const theme = button('moon', 'actions.theme', () => store.set({ theme: isDark() ? 'light' : 'dark' }));
  const language = button(
    '',
    'actions.language',
    () => store.set({ lang: store.view.lang === 'zh' ? 'en' : 'zh' }),
    t('actions.language.other'),
  );
  language.classList.add('language-button');
  const help = button('help', 'actions.help', () => store.put('help', Date.now()));
  fill(element, figure, share, theme, language, help);

  const showTheme = () => fill(theme, icon(isDark() ? 'sun' : 'moon'));
  showTheme();
  return store.on('themeShown', showTheme);
}

const isDark = () => document.documentElement.dataset.theme === 'dark';

/** The address holds the whole view; where the clipboard is closed to us, the browser's own prompt shows it. */
async function copyLink(button) {
  try {
    await navigator.clipboard.writeText(location.href);
    const label = button.querySelector('span');
    label.textContent = t('actions.share.copied');
    announce(t('actions.share.copied'));
    setTimeout(() => {
      label.textContent = t('actions.share.short');
    }, COPIED_MS);
  } catch {
    prompt(t('actions.share.prompt'), location.href);
  }
}
