/** One version: publish or discard, its report, map with the form of the style, table and balance sheet. */
import { el, fill } from '../dom.js';
import { ask, problem } from './ask.js';
import { attributeList, attributeTable } from './attributes.js';
import { balanceSheet } from './balance.js';
import { createPreview } from './preview-map.js';
import { factList, messageList } from './report.js';
import { createStyleEditor } from './style-editor.js';
import { announce, fieldTitle, moment, t } from './words.js';

/**
 * @param {HTMLElement} place
 * @param {{actions: (version: object) => (Node|false|null)[], onStyle: (layer: object) => void}} parts `onStyle` when another style was saved
 */
export function createVersionPart(place, { actions, onStyle }) {
  const head = el('div', { class: 'version-head' });
  const report = el('div', { class: 'version-report' });
  const mapElement = el('div', { class: 'preview-map' });
  const count = el('p', { class: 'map-count', role: 'status' });
  const absent = el('p', { class: 'map-absent', role: 'status' });
  const selected = el('div', { class: 'map-selected' });
  const table = el('div', {});
  const balance = el('div', {});
  const tools = el('div', { class: 'map-tools' });
  const form = el('form', {
    id: 'style',
    class: 'office-form style-form',
    'aria-labelledby': 'style-heading',
    novalidate: true,
  });
  fill(
    place,
    head,
    report,
    el(
      'div',
      { class: 'map-and-style' },
      el(
        'section',
        { class: 'map-side', 'aria-labelledby': 'preview-heading' },
        el('h2', { id: 'preview-heading' }, t('preview')),
        el('div', { class: 'map-frame' }, mapElement, el('div', { class: 'map-foot' }, count, tools), absent, selected),
      ),
      el(
        'section',
        { class: 'style-side', 'aria-labelledby': 'style-heading' },
        el('h2', { id: 'style-heading' }, t('style')),
        form,
      ),
    ),
    el('h2', { id: 'table-heading' }, t('table')),
    table,
    balance,
  );
  const preview = createPreview(mapElement, {
    onCount: (matched) => (count.textContent = t('map.all', { shown: matched })),
    onZoom: (zoom) => editor.zoomed(zoom),
    onAbsent: (fields) =>
      (absent.textContent = fields.map((name) => t('map.absent', { field: fieldTitle(name) })).join(' ')),
    onSelect: (feature) => select(feature),
    onError: (error) => fill(selected, problem(error)),
  });
  fill(
    tools,
    toolButton('map.fit', () => preview.fit()),
    toolButton('map.clear', () => {
      preview.clear();
      fill(selected);
    }),
  );

  const editor = createStyleEditor(form, {
    onSaved: onStyle,
    onTry: (style) => preview.restyle(style),
    getZoom: () => preview.zoom(),
  });
  document.documentElement.addEventListener('themeshown', () => preview.renew());

  const select = (feature) => {
    fill(selected, attributeList(feature));
    preview.mark([feature.id], false).catch((error) => fill(selected, problem(error)));
  };

  const mark = async (numbers) => {
    try {
      const found = await preview.mark(numbers);
      const words = found ? t('map.highlighted', { count: found }) : t('map.highlighted.none');
      fill(selected, el('p', { class: 'office-quiet' }, words));
      announce(words);
      mapElement.scrollIntoView({ block: 'center' });
    } catch (error) {
      fill(selected, problem(error));
    }
  };

  return {
    /** @param {object} layer @param {number} number */
    async show(layer, number) {
      const address = `/api/manage/layers/${encodeURIComponent(layer.id)}/versions/${number}`;
      const version = await ask(address);
      fill(head, versionHead(version), el('div', { class: 'action-bar' }, actions(version)));
      fill(report, reportParts(version, mark));
      fill(selected);
      count.textContent = t('map.loading');
      const { bbox, max_zoom: maxZoom } = version;
      absent.textContent = '';
      const { precision } = layer.metadata;
      preview.prepare({ address, layer: layer.id, bbox, maxZoom, number, precision });
      editor.show(layer, version);
      preview.draw(editor.style());
      fill(balance, balanceSheet(version.report.balance));
      const page = await ask(`${address}/items?limit=100`);
      editor.learn(page.features.map(({ properties }) => properties));
      fill(
        table,
        attributeTable(page, version.fields, (feature) => mark([feature]).then(() => select(byId(page, feature)))),
      );
      return version;
    },
    /** @param {object} layer whose metadata have changed */
    retell: ({ metadata }) => preview.refine(metadata.precision),
  };
}

const byId = (page, number) => page.features.find(({ id }) => id === number);

const toolButton = (key, onclick) => el('button', { type: 'button', class: 'office-small', onclick }, t(key));

function versionHead(version) {
  return el(
    'h2',
    { class: 'version-title', id: 'version-heading', tabindex: '-1' },
    t('version', { number: version.version }),
    ' ',
    el('span', { class: `tag tag-${version.state}` }, t(`state.${version.state}`)),
    el(
      'small',
      {},
      ` ${moment(version.created)} · ${version.created_by}${version.note ? ` · ${version.note}` : ''}`,
    ),
  );
}

function reportParts({ report }, mark) {
  return [
    el(
      'h3',
      {},
      `${t('report')} `,
      el('span', { class: `tag tag-${report.status}` }, t(`status.${report.status}`)),
    ),
    report.source &&
      factList({ fields: [], feature_count: 0, geometry_type: '', crs: '', encoding: '', ...report }),
    messageList(report.warnings ?? [], 'warnings', mark),
  ];
}
