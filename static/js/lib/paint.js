/**
 * What each county looks like, from the answers of the server: the one plan that map and legend both follow. Pure.
 *
 * @typedef {{colour: string, relation: string, topic: string, shape: string, texture: number}} Part one topic in one county
 * @typedef {{parts?: Part[], symbols?: Part[], flat?: string, hatch?: boolean, relation?: string}} Look
 * @typedef {{slug: string, colour: string, group: string, shape: string, texture: number}} TopicSign texture: 0 for none
 * @typedef {object} Plan
 * @property {Map<string, Look>} looks by adcode
 * @property {'designations'|'choropleth'|'both'|'none'} mode
 * @property {TopicSign[]} topics those chosen
 */
import { SHADE_COUNT, shade } from './colours.js';

/** Strongest first; only these are drawn, the others stand in the table. */
export const DRAWN_RELATIONS = Object.freeze(['named', 'implicit', 'member', 'scope', 'partner']);

/** Meant by the clause: the county stands in it, or the document or its heading is about the county alone. */
export const SOLID = new Set(['named', 'implicit']);

/** With more topics than this a county is not striped: it carries one small symbol a topic. */
export const MAX_STRIPES = 4;

/** Shapes of the split symbols, one a topic group, so that colour is not the only sign. */
export const SHAPES = Object.freeze(['circle', 'square', 'triangle', 'diamond', 'wedge', 'drop', 'bar', 'cross']);

/**
 * @param {object} bootstrap
 * @param {string[]} slugs topics chosen
 * @returns {TopicSign[]} with several topics each has a texture of its own, for eyes and printers that see no hue
 */
export function topicColours(bootstrap, slugs) {
  const turns = new Map();
  return slugs.flatMap((slug, texture) => {
    const topic = bootstrap.topics.find((one) => one.slug === slug);
    if (!topic) return [];
    const index = bootstrap.groups.findIndex((one) => one.slug === topic.group);
    const turn = turns.get(topic.group) ?? 0;
    turns.set(topic.group, turn + 1);
    const colour = shade(bootstrap.groups[index]?.colour ?? '#56616b', turn);
    // Shades come round after some topics; the next ones of the group take another shape.
    const shape = SHAPES[(Math.max(index, 0) + Math.floor(turn / SHADE_COUNT)) % SHAPES.length];
    return [{ slug, colour, group: topic.group, shape, texture }];
  });
}

/**
 * @param {object} bootstrap
 * @param {import('../state.js').View} view
 * @param {{designations?: object|null, choropleth?: object|null}|undefined} painting
 * @param {{accent: string, zero: string}} colours
 * @returns {Plan}
 */
export function planPaint(bootstrap, view, painting, { accent, zero }) {
  const topics = topicColours(bootstrap, view.topic);
  const looks = new Map();
  const { designations, choropleth } = painting ?? {};
  if (choropleth) addClasses(looks, choropleth, zero);
  if (designations) {
    const asSymbols = Boolean(choropleth) || topics.length > MAX_STRIPES;
    for (const row of designations.rows)
      addRow(looks, row, { topics, accent, asSymbols, keepFill: Boolean(choropleth) });
  }
  const mode = designations ? (choropleth ? 'both' : 'designations') : choropleth ? 'choropleth' : 'none';
  return { looks, mode, topics };
}

function addClasses(looks, { classes, values, zero: zeros, no_data: missing }, zeroColour) {
  for (const [adcode, value] of Object.entries(values)) {
    const found = classes.find(({ to }) => value <= to) ?? classes.at(-1);
    if (found && value !== 0) looks.set(adcode, { flat: found.colour });
  }
  for (const adcode of zeros) looks.set(adcode, { flat: zeroColour });
  for (const adcode of missing) looks.set(adcode, { hatch: true });
}

function addRow(looks, row, { topics, accent, asSymbols, keepFill }) {
  if (!DRAWN_RELATIONS.includes(row.relation)) return;
  const parts =
    topics.length > 0
      ? topics.flatMap(({ slug, ...sign }) => {
          const found = row.topics.find((one) => one.slug === slug);
          return found && DRAWN_RELATIONS.includes(found.relation)
            ? [{ topic: slug, ...sign, relation: found.relation }]
            : [];
        })
      : [{ topic: '', colour: accent, shape: 'circle', texture: 0, relation: row.relation }];
  if (parts.length === 0) return;
  const look = keepFill ? (looks.get(row.adcode) ?? {}) : {};
  look.relation = row.relation;
  if (asSymbols) look.symbols = parts.filter(({ relation }) => relation !== 'scope');
  else look.parts = strongest(parts);
  looks.set(row.adcode, look);
}

/** Where one topic is more than the plan's scope, the others' scope says nothing and only thins the stripes. */
function strongest(parts) {
  const stronger = parts.filter(({ relation }) => relation !== 'scope');
  return stronger.length > 0 ? stronger : parts;
}
