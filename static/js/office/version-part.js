/** One version: publish or discard, its report, map, table and balance sheet. */
import { el, fill } from '../dom.js';
import { ask, problem } from './ask.js';
import { attributeList, attributeTable } from './attributes.js';
import { balanceSheet } from './balance.js';
import { completeStyle } from './looks.js';
import { createPreview } from './preview-map.js';
import { factList, messageList } from './report.js';
import { announce, moment, t } from './words.js';

/**
 * @param {HTMLElement} place
 * @param {{actions: (version: object) => (Node|false|null)[]}} parts
 */
export function createVersionPart(place, { actions }) {
  const head = el('div', { class: 'version-head' });
  const report = el('div', { class: 'version-report' });
  const mapElement = el('div', { class: 'preview-map' });
  const count = el('p', { class: 'map-count', role: 'status' });
  const selected = el('div', { class: 'map-selected' });
  const table = el('div', {});
  const balance = el('div', {});
  const tools = el('div', { class: 'map-tools' });
  fill(
    place,
    head,
    report,
    el('h2', { id: 'preview-heading' }, t('preview')),
    el('div', { class: 'map-frame' }, mapElement, el('div', { class: 'map-foot' }, count, tools), selected),
    el('h2', { id: 'table-heading' }, t('table')),
    table,
    balance,
  );
  const preview = createPreview(mapElement, {
    onCount: (shown, matched) => {
      count.textContent =
        shown < matched ? t('map.count', { shown, matched }) : t('map.all', { shown });
    },
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
    restyle: (style) => preview.restyle(style),
    /** @param {object} layer @param {number} number */
    async show(layer, number) {
      const address = `/api/manage/layers/${encodeURIComponent(layer.id)}/versions/${number}`;
      const version = await ask(address);
      const style = completeStyle(layer.style, version.geometry_type);
      fill(head, versionHead(version), el('div', { class: 'action-bar' }, actions(version)));
      fill(report, reportParts(version, mark));
      fill(selected);
      count.textContent = t('map.loading');
      preview.show({ address, bbox: version.bbox, number, style });
      fill(balance, balanceSheet(version.report.balance));
      const page = await ask(`${address}/items?limit=100`);
      fill(table, attributeTable(page, version.fields, (feature) => mark([feature]).then(() => select(byId(page, feature)))));
      return version;
    },
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
    el('small', {}, ` ${moment(version.created)} · ${version.created_by}${version.note ? ` · ${version.note}` : ''}`),
  );
}

function reportParts({ report }, mark) {
  return [
    el('h3', {}, `${t('report')} `, el('span', { class: `tag tag-${report.status}` }, t(`status.${report.status}`))),
    report.source && factList({ fields: [], feature_count: 0, geometry_type: '', crs: '', encoding: '', ...report }),
    messageList(report.warnings ?? [], 'warnings', mark),
  ];
}
