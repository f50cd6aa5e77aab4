/** The panel that makes finished figures of the view: preview on the left, form on the right, on a phone one below the other. */
import { el, fill } from '../dom.js';
import { t } from '../i18n.js';
import { figureParams, styleOf, viewLink, withStyle } from '../lib/figure-params.js';
import { announce } from '../ui/announce.js';
import { icon } from '../ui/icons.js';
import { loadInto } from '../ui/load.js';
import { createDraft } from './draft.js';
import { createFiles } from './files.js';
import { createFindings } from './findings.js';
import { createForm } from './form.js';
import { createJobLines } from './job.js';
import { bookGroup, reportGroup } from './many.js';
import { createPreview } from './preview.js';
import { redrawGroup } from './redraw.js';
import { getOptions } from './requests.js';
import { loadStyles } from '../ui/styles.js';
import { createTemplates } from './templates.js';

/** The look that was last chosen holds for the next figure, as long as the page is open. */
let lastStyle = null;

/**
 * @param {import('../store.js').Store} store
 * @param {HTMLElement} opener gets the focus back
 * @returns {Promise<void>} kept when it is open
 */
export async function openExport(store, opener) {
  await loadStyles('export');
  if (document.querySelector('dialog.export')) return;
  const live = el('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  const body = el('div', { class: 'export-body' });
  const title = el('h2', { id: 'export-title', tabIndex: -1 }, t('export.panel'));
  const dialog = el(
    'dialog',
    { class: 'export', 'aria-labelledby': title.id },
    el(
      'header',
      { class: 'dialog-head' },
      title,
      el(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': t('export.close'), onclick: () => dialog.close() },
        icon('close'),
      ),
    ),
    body,
    live,
  );
  // While the dialog is open the rest of the page is silent, its live region as well.
  const say = (words) => (dialog.open ? (live.textContent = words) : announce(words));
  const stops = [];
  const stopBack = closeOnBack(dialog);
  dialog.addEventListener('close', () => {
    stopBack();
    stops.forEach((stop) => stop());
    dialog.remove();
    opener.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  title.focus();
  await loadInto(body, getOptions, (options) => stops.push(...drawPanel(body, store, options, say)), { lines: 8 });
}

/** @returns {(() => void)[]} what ends with the panel */
function drawPanel(body, store, options, say) {
  const home = document.documentElement.dataset.region;
  const subject = figureParams(store.view, viewLink(store.view, document.baseURI, home));
  const ofView = () => (lastStyle ? withStyle(subject, lastStyle) : subject);
  const draft = createDraft(ofView());
  let check = null;
  let isWrong = true;
  let isPending = true;

  const showFiles = () => files.show({ check, refusal: findings.isRefused(), isWrong, isPending });
  const form = createForm(store, draft, options, subject);
  const files = createFiles(draft, { override: () => findings.override(), say });
  const findings = createFindings(options, () => showFiles());
  const job = createJobLines(say);
  const showCheck = (found, error) => {
    check = found;
    isWrong = Boolean(error);
    isPending = false;
    findings.show(found);
    form.showCheck(found);
    showFiles();
    if (isWrong || !found) return;
    const renewed = t('export.preview.renewed', { title: found.title });
    say([renewed, findings.isRefused() && t('export.refused')].filter(Boolean).join(t('list.semicolon')));
  };
  // What was found of other values says nothing of these.
  const onWait = () => {
    isPending = true;
    findings.wait();
    showFiles();
  };
  const preview = createPreview(draft, options, { onWait, onCheck: showCheck });
  const title = () => check?.title || draft.get('title') || t('export.panel');
  fill(
    body,
    preview.element,
    el(
      'form',
      { class: 'export-form', 'aria-label': t('export.form'), onsubmit: (event) => event.preventDefault() },
      createTemplates(draft, options, say),
      form.groups,
      bookGroup(store, draft, job.begin),
      reportGroup(draft, { begin: job.begin, title, say }),
      redrawGroup(draft, ofView, say),
    ),
    el('div', { class: 'export-foot' }, job.element, findings.element, files.element),
  );
  const rememberStyle = draft.onChange(() => (lastStyle = lookOf(draft.params)));
  return [preview.stop, form.stop, files.stop, job.stop, rememberStyle];
}

/** The language is that of the page each time. */
function lookOf(params) {
  const { lang, name_language: names, ...look } = styleOf(params);
  return look;
}

/** One step for the Back button, under the same address: Back closes the panel, and closing it takes the step away. */
function closeOnBack(dialog) {
  let isBack = false;
  const onBack = () => {
    isBack = true;
    dialog.close();
  };
  history.pushState(null, '', location.href);
  addEventListener('popstate', onBack);
  return () => {
    removeEventListener('popstate', onBack);
    if (!isBack) history.back();
  };
}
