/**
 * Makes static/vendor (the third-party ES modules, and in app/ our own, bundled) and static/fonts (the fall-back font).
 * Both folders are git-ignored; the sources come from the npm lock file. Run: node static/build.mjs
 */
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const STATIC = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.dirname(STATIC);
const VENDOR = path.join(STATIC, 'vendor');
const FONTS = path.join(STATIC, 'fonts');
const require = createRequire(import.meta.url);

/** Only what js/map and js/office use is exported, so that esbuild can leave the rest out. */
const MODULES = {
  'leaflet.js': `export { CRS, DomEvent, DomUtil, GeoJSON, GridLayer, Map, Renderer, TileLayer, canvas, circleMarker,
    control, geoJson, latLng, latLngBounds, layerGroup, map, polygon, popup } from 'leaflet/dist/leaflet-src.esm.js';`,
  'pmtiles.js': `export { PMTiles } from 'pmtiles';`,
  'vector-tile.js': `export { VectorTile } from '@mapbox/vector-tile'; export { PbfReader } from 'pbf';`,
};

async function buildVendor() {
  const shared = { bundle: true, minify: true, legalComments: 'eof', logLevel: 'warning' };
  for (const [name, contents] of Object.entries(MODULES)) {
    await build({
      ...shared,
      stdin: { contents, resolveDir: ROOT },
      outfile: path.join(VENDOR, name),
      format: 'esm',
      target: 'es2022',
      charset: 'utf8',
    });
  }
  const {
    outputFiles: [{ text }],
  } = await build({
    ...shared,
    entryPoints: [require.resolve('leaflet/dist/leaflet.css')],
    write: false,
    loader: { '.png': 'empty' },
  });
  // The pictures of Leaflet's markers and layer switch are not used.
  await writeFile(path.join(VENDOR, 'leaflet.css'), text.replaceAll('url()', 'none'));
}

/** The page's own modules and styles, minified, for a quick first load. They run unbundled as well: see the template. */
async function buildApp() {
  await build({
    bundle: true,
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    splitting: true,
    chunkNames: '[name]-[hash]',
    entryPoints: [path.join(STATIC, 'js/main.js')],
    outdir: path.join(VENDOR, 'app'),
  });
  await build({
    bundle: true,
    minify: true,
    logLevel: 'warning',
    charset: 'utf8',
    entryPoints: [path.join(STATIC, 'css/main.css')],
    outdir: path.join(VENDOR, 'app'),
  });
}

/** The map that `atlas html` writes into one file: Leaflet and our modules as one classic script, which is put inline. */
async function buildStandalone() {
  const shared = { bundle: true, minify: true, logLevel: 'warning', charset: 'utf8', target: 'es2020' };
  await build({
    ...shared,
    legalComments: 'eof',
    format: 'iife',
    globalName: 'atlasFile',
    stdin: {
      contents: `import * as leaflet from './vendor/leaflet.js';
        import { open, prepare } from './js/standalone/main.js';
        prepare(leaflet);
        export { open };`,
      resolveDir: STATIC,
    },
    outfile: path.join(VENDOR, 'standalone.js'),
  });
  await build({
    ...shared,
    legalComments: 'none',
    entryPoints: [path.join(STATIC, 'css/standalone.css')],
    outfile: path.join(VENDOR, 'standalone.css'),
  });
}

async function buildFonts() {
  const source = path.dirname(require.resolve('@fontsource-variable/noto-sans-sc/package.json'));
  const files = (await readdir(path.join(source, 'files'))).filter((name) => name.endsWith('-wght-normal.woff2'));
  await Promise.all(files.map((name) => copyFile(path.join(source, 'files', name), path.join(FONTS, name))));
  await copyFile(path.join(source, 'LICENSE'), path.join(FONTS, 'LICENSE'));
  const css = await readFile(path.join(source, 'index.css'), 'utf8');
  await writeFile(path.join(FONTS, 'noto-sans-sc.css'), css.replaceAll('url(./files/', 'url(./'));
}

for (const folder of [VENDOR, FONTS]) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}
await Promise.all([buildVendor(), buildFonts()]);
await Promise.all([buildApp(), buildStandalone()]);
