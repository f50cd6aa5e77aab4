/** The buttons at the end of the bar: figure, share, theme, language, help; on a phone some of them in a menu. */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { announce } from './announce.js';
import { openFigureMenu } from './figure-menu.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';

const COPIED_MS = 1600;

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
    () => copyLink(share.querySelector('span')),
    el('span', { class: 'share-label' }, t('actions.share.short')),
    el('span', { class: 'visually-hidden' }, t('actions.share')),
  );
  const toggleTheme = () => store.set({ theme: isDark() ? 'light' : 'dark' });
  const theme = button('moon', 'actions.theme', toggleTheme);
  const language = button(
    '',
    'actions.language',
    () => store.set({ lang: store.view.lang === 'zh' ? 'en' : 'zh' }),
    t('actions.language.other'),
  );
  language.classList.add('language-button');
  const openHelp = () => store.put('help', Date.now());
  const help = button('help', 'actions.help', openHelp);
  const more = button('more', 'actions.more', () =>
    openMenu(more, {
      label: t('actions.more'),
      entries: [
        {
          icon: 'share',
          label: t('actions.share.short'),
          hint: t('actions.share'),
          run: (item) => copyLink(item.querySelector('span')),
        },
        { icon: isDark() ? 'sun' : 'moon', label: t('actions.theme'), run: toggleTheme },
        { icon: 'help', label: t('actions.help.title'), run: openHelp },
      ],
    }),
  );
  more.setAttribute('aria-haspopup', 'menu');
  // On a phone the bar has no room for these: they stand in its last menu.
  for (const wide of [share, theme, help]) wide.classList.add('is-roomy');
  more.classList.add('is-narrow');
  fill(element, figure, share, theme, language, help, more);

  const showTheme = () => fill(theme, icon(isDark() ? 'sun' : 'moon'));
  showTheme();
  return store.on('themeShown', showTheme);
}

const isDark = () => document.documentElement.dataset.theme === 'dark';

/**
 * The address holds the whole view; where the clipboard is closed to us, the browser's own prompt shows it.
 * @param {HTMLElement} label of the button; for a while it says that it is done
 * @returns {Promise<void>} kept when it has said so
 */
async function copyLink(label) {
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    prompt(t('actions.share.prompt'), location.href);
    return;
  }
  label.textContent = t('actions.share.copied');
  announce(t('actions.share.copied'));
  await new Promise((done) => setTimeout(done, COPIED_MS));
  label.textContent = t('actions.share.short');
}
