/** The form of the panel: groups of controls, each bound to one parameter of the draft. */
import { el } from '../dom.js';
import { pick, t } from '../i18n.js';
import { DEFAULTS } from '../lib/figure-params.js';
import { checkControl, dateControl, segmentsControl, selectControl, textControl } from './controls.js';
import { GROUPS } from './fields.js';
import { scopeControl } from './scope.js';

/**
 * @param {import('../store.js').Store} store
 * @param {import('./draft.js').Draft} draft
 * @param {object} options of the server
 * @param {import('../lib/figure-params.js').FigureParams} usual what the view gives
 * @returns {{groups: HTMLElement[], showCheck: (check: object|null) => void, stop: () => void}}
 */
export function createForm(store, draft, options, usual) {
  const controls = new Map();
  const make = (field) => {
    const control = controlOf(field, { store, draft, options });
    controls.set(field.name, control);
    return control.element;
  };
  const groups = GROUPS.map((group) => groupPart(group, make));

  const show = () => {
    for (const { fields } of GROUPS)
      for (const { name, isShown } of fields) {
        const { element, show: showValue } = controls.get(name);
        showValue();
        element.hidden = isShown ? !isShown(draft.get) : false;
      }
    groups.forEach(({ summary, fields }) => (summary.textContent = changedWords(fields, draft, usual)));
  };
  show();
  const stop = draft.onChange(show);

  /** What the server would write stands in the fields that are empty. */
  const showCheck = (check) => {
    if (!check) return;
    if (!draft.get('title')) controls.get('title').hint(check.title);
    controls.get('subtitle').hint(check.subtitle ?? '');
    controls.get('source').hint(check.source ?? '');
  };
  controls.get('office').hint(options.office.name);
  controls.get('review_number').hint(options.office.review_number);
  return { groups: groups.map(({ element }) => element), showCheck, stop };
}

function controlOf(field, { store, draft, options }) {
  const makers = {
    scope: () => scopeControl(store, draft),
    text: () => textControl(field, draft),
    area: () => textControl(field, draft),
    date: () => dateControl(field, draft),
    segments: () => segmentsControl(field, draft),
    check: () => checkControl(field, draft),
    select: () =>
      field.name === 'paper' ? paperControl(field, draft, options.papers) : selectControl(field, draft),
  };
  return makers[field.as]();
}

const paperControl = (field, draft, papers) =>
  selectControl({ ...field, of: papers.map(({ id }) => id) }, draft, (value) => {
    const paper = papers.find(({ id }) => id === value);
    if (!paper) return value;
    const [short, long] = [paper.width_mm, paper.height_mm].sort((one, other) => one - other).map(Math.round);
    return t('export.paper.of', { name: pick(paper), short: String(short), long: String(long) });
  });

function groupPart({ id, isOpen, fields }, make) {
  const summary = el('small', { class: 'count' });
  const checks = fields.filter(({ as }) => as === 'check');
  const others = fields.filter(({ as }) => as !== 'check');
  const element = el(
    'details',
    { class: 'export-group', open: isOpen, data: { group: id } },
    el('summary', {}, el('span', {}, t(`export.group.${id}`)), summary),
    el(
      'div',
      { class: 'export-fields' },
      others.map(make),
      checks.length > 0 && el('div', { class: 'export-checks' }, checks.map(make)),
    ),
  );
  return { element, summary, fields };
}

/** How many of a group's values are other than the view gives, so that a closed group hides nothing. */
function changedWords(fields, draft, usual) {
  const count = fields.filter(({ name }) => draft.get(name) !== (usual[name] ?? DEFAULTS[name] ?? '')).length;
  return count > 0 ? t('export.changed', { count }) : '';
}
