/** Shown when the page cannot start: before the messages are there, so it carries its own few words. */
import { el, fill } from '../dom.js';

/**
 * @param {HTMLElement} root
 * @param {unknown} error
 */
export function showStartError(root, error) {
  console.error(error);
  root.removeAttribute('aria-busy');
  fill(
    root,
    el(
      'div',
      { class: 'start-note', role: 'alert' },
      el('p', {}, '图集没有打开：服务器没有应答。请检查网络后重试。'),
      el(
        'p',
        { lang: 'en' },
        'The atlas could not be opened: the server did not answer. Check the network and try again.',
      ),
      el('button', { type: 'button', class: 'button', onclick: () => location.reload() }, '重试 Try again'),
    ),
  );
}
