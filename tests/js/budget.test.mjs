import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const APP = fileURLToPath(new URL('../../static/vendor/app/', import.meta.url));
const BUDGET_BYTES = 110_000;

/** The entry, what it imports, and the tab that opens first. */
function firstLoad() {
  const wanted = new Set(['main.css']);
  const visit = (name) => {
    if (wanted.has(name)) return;
    wanted.add(name);
    const code = readFileSync(path.join(APP, name), 'utf8');
    for (const [, next] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) visit(next);
    for (const [, next] of code.matchAll(/import\("\.\/(themes-[^"]+)"\)/g)) visit(next);
  };
  visit('main.js');
  return [...wanted];
}

test(
  'scripts and styles of the first load keep to their budget',
  { skip: !existsSync(APP) && 'not built' },
  (context) => {
    const bytes = firstLoad()
      .map((name) => gzipSync(readFileSync(path.join(APP, name))).length)
      .reduce((sum, one) => sum + one, 0);
    context.diagnostic(`${bytes} bytes of ${BUDGET_BYTES}`);
    assert.ok(bytes <= BUDGET_BYTES, `${bytes} bytes`);
  },
);
