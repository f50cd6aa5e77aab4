/** What is to be known before the export: what refuses it, what to mend, what to know; and taking it upon oneself. */
import { el, fill } from '../dom.js';
import { pick, t } from '../i18n.js';
import { icon } from '../ui/icons.js';

const SIGNS = { refuse: 'stop', warn: 'warn', note: 'info' };
const SHORTEST_REASON = 4;
const MILLION = 1e6;

/**
 * @param {object} options of the server
 * @param {() => void} onChange when somebody takes a finding upon himself, or no longer
 * @returns {{element: HTMLElement, show: (check: object|null) => void, wait: () => void, override: () => import('../lib/figure-params.js').FigureParams,
 *   isRefused: () => boolean}}
 */
export function createFindings(options, onChange) {
  const list = el('ul', { class: 'export-findings', id: 'export-findings' });
  const take = el('input', { type: 'checkbox', onchange: () => update() });
  const reason = el('textarea', {
    class: 'input',
    id: 'export-reason',
    rows: 2,
    maxlength: '400',
    oninput: () => update(),
  });
  const reasonPart = el(
    'div',
    { class: 'export-field' },
    el('label', { for: reason.id }, t('export.override.reason')),
    reason,
    el('small', { class: 'note' }, t('export.override.hint')),
  );
  const override = el(
    'div',
    { class: 'export-override' },
    el('label', { class: 'export-check' }, take, el('span', {}, t('export.override'))),
    reasonPart,
  );
  const element = el(
    'section',
    { class: 'export-found', 'aria-label': t('export.findings') },
    el('h3', {}, t('export.findings')),
    list,
    override,
  );
  let refusing = [];

  const update = () => {
    reasonPart.hidden = !take.checked;
    onChange();
  };
  const show = (check) => {
    const findings = check ? [...tooLarge(check, options), ...check.findings] : [];
    refusing = findings.filter(({ severity }) => severity === 'refuse');
    element.hidden = !check;
    element.removeAttribute('aria-busy');
    list.style.minHeight = '';
    fill(list, findings.length > 0 ? findings.map(findingPart) : el('li', { class: 'note' }, t('export.findings.none')));
    override.hidden = !options.may.override || !refusing.some(isRule);
    if (override.hidden) take.checked = false;
    reasonPart.hidden = !take.checked;
  };
  const wait = () => {
    // The list keeps its height, so that nothing below it jumps twice.
    list.style.minHeight = `${list.offsetHeight}px`;
    element.hidden = false;
    element.setAttribute('aria-busy', 'true');
    fill(list, el('li', { class: 'note' }, t('export.findings.checking')));
  };
  const isTaken = () => take.checked && reason.value.trim().length >= SHORTEST_REASON;

  show(null);
  return {
    element,
    show,
    wait,
    override: () =>
      isTaken()
        ? {
            override: refusing.filter(isRule).map(({ code }) => code).join(','),
            override_reason: reason.value.trim(),
          }
        : {},
    isRefused: () => refusing.some((finding) => !(isRule(finding) && isTaken())),
  };
}

/** Too many pixels is no rule of maps: nobody can take it upon himself. */
const isRule = ({ isLimit }) => !isLimit;

function tooLarge({ pixels, values }, { limits }) {
  const [width, height] = pixels ?? [0, 0];
  if (values?.format !== 'png' || width * height <= limits.max_megapixels * MILLION) return [];
  const words = t('export.pixels.most', { width, height, most: limits.max_megapixels });
  const hint = t('export.pixels.hint');
  return [
    {
      code: 'too_many_pixels',
      severity: 'refuse',
      isLimit: true,
      message: { zh: words, en: words },
      hint: { zh: hint, en: hint },
    },
  ];
}

const findingPart = ({ severity, message, hint }) =>
  el(
    'li',
    { class: `export-finding is-${severity}` },
    icon(SIGNS[severity] ?? 'info'),
    el(
      'div',
      {},
      el('p', {}, el('strong', {}, t(`export.severity.${severity}`)), t('list.colon'), pick(message)),
      pick(hint) && el('p', { class: 'note' }, pick(hint)),
    ),
  );
