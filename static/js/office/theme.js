/** The theme that was chosen on the map holds on the pages of staff, too; another tab may change it. */
import { applyTheme, recall } from '../preferences.js';

function show() {
  applyTheme(recall('theme') || 'light');
  document.documentElement.dispatchEvent(new CustomEvent('themeshown'));
}

show();
addEventListener('storage', show);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
