// What the page paints for topics and relations: JSON in, JSON out. The canvas only writes down what is drawn on it.
import { planPaint, topicColours } from '../../../static/js/lib/paint.js';
import { createFills } from '../../../static/js/map/patterns.js';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { bootstrap, topics, rows, choropleth, palette } = JSON.parse(Buffer.concat(chunks));

let drawn = [];
const context = new Proxy(
  {},
  {
    get: (values, name) => {
      if (name === 'createPattern') return () => drawn;
      if (name === 'fillRect') return () => drawn.push(['rect', values.fillStyle]);
      if (name === 'fill') return () => drawn.push(['dot', values.fillStyle]);
      if (name === 'stroke') return () => drawn.push(['hatch', values.strokeStyle]);
      return () => undefined;
    },
    set: (values, name, value) => {
      values[name] = value;
      return true;
    },
  },
);
globalThis.document = {
  createElement: () => {
    drawn = [];
    return { getContext: () => context };
  },
};

const view = { topic: topics };
const painting = { designations: rows ? { rows } : null, choropleth: choropleth ?? null };
const plan = planPaint(bootstrap, view, painting, { accent: palette.accent, zero: palette.zero });
const fill = createFills(palette, 1, 8);
console.log(
  JSON.stringify({
    signs: topicColours(bootstrap, topics),
    looks: Object.fromEntries([...plan.looks].map(([adcode, look]) => [adcode, { ...look, drawn: fill(look) }])),
  }),
);
