/** Wires the page; the only module with effects on load. */
import { getBootstrap } from './api.js';
import { withArea } from './area.js';
import { connectFocus } from './focus.js';
import { connectHistory } from './history.js';
import { lang, loadLanguage, locale } from './i18n.js';
import { mountMap } from './map/adapter.js';
import { applyTheme, recall, remember } from './preferences.js';
import { connectQueries } from './queries.js';
import { DEFAULT_REGION, LANGUAGES, THEMES, parseView } from './state.js';
import { createStore } from './store.js';
import { loadFallbackFont } from './font.js';
import { mountShell } from './ui/shell.js';
import { showStartError } from './ui/start-error.js';

const root = document.getElementById('app');

async function start() {
  const page = document.documentElement;
  const home = page.dataset.region || DEFAULT_REGION;
  const query = location.search;
  const { view, ignored } = parseView(query, home);
  const title = { [page.lang.startsWith('en') ? 'en' : 'zh']: document.title };
  const choose = (name, allowed, fallback) =>
    [new URLSearchParams(location.search).get(name), recall(name)].find((word) => allowed.includes(word)) ??
    fallback;
  view.lang = choose('lang', LANGUAGES, page.lang.startsWith('en') ? 'en' : 'zh');
  view.theme = choose('theme', THEMES, 'light');
  applyTheme(view.theme);

  const [known] = await Promise.all([getBootstrap(), loadLanguage(view.lang)]);
  const found = await withArea(known, view.region);
  if (!found) {
    view.region = home;
    ignored.push('region');
  }
  const bootstrap = found ?? known;
  const store = createStore(view);
  store.put('bootstrap', bootstrap);
  store.put('ignored', ignored);
  store.put('title', title);

  const mapElement = document.createElement('div');
  let unmountShell = mountShell(root, store, mapElement);
  mountMap(mapElement, store);
  connectHistory(store, home);
  connectFocus(store, query);
  connectQueries(store);

  store.on('theme', () => {
    applyTheme(store.view.theme);
    remember('theme', store.view.theme);
    store.put('themeShown', page.dataset.theme);
  });
  store.on('lang', async () => {
    if (store.view.lang === lang()) return;
    await loadLanguage(store.view.lang);
    remember('lang', store.view.lang);
    page.lang = locale();
    unmountShell();
    unmountShell = mountShell(root, store, mapElement);
    store.put('language', lang());
  });
  // Documents came or changed: whatever shows their names and counts is drawn anew.
  store.on('bootstrap', () => {
    unmountShell();
    unmountShell = mountShell(root, store, mapElement);
  });
  loadFallbackFont();
}

start().catch((error) => showStartError(root, error));
