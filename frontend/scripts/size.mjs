// The script a browser loads for the first pages, compressed: fails above the limit.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';

import { build } from 'vite';

const LIMIT_BYTES = 200_000;
const FIRST_PAGES = {
  landing: 'src/routes/_public/index.tsx',
  'sign-in': 'src/routes/_public/sign-in.tsx',
};
/** Layouts and the frame around the pages, loaded with each of them. */
const SHARED = ['src/routes/_public.tsx'];

// A build of its own: what lies in dist may be older than the sources.
const dist = await mkdtemp(join(tmpdir(), 'skypanel-size-'));
await build({ logLevel: 'error', build: { outDir: dist, emptyOutDir: true } });
const manifest = JSON.parse(await readFile(join(dist, '.vite', 'manifest.json'), 'utf8'));

/** All chunks of `key` and what they import statically. */
function closure(key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  for (const next of manifest[key]?.imports ?? []) closure(next, found);
  return found;
}

/** The lazily loaded part of a route carries the route's file in its key. */
function chunksOf(route) {
  const keys = Object.keys(manifest).filter((key) => key.split('?')[0] === route);
  if (keys.length === 0) throw new Error(`${route} is not in the build's manifest.`);
  return keys;
}

let isTooLarge = false;
for (const [page, route] of Object.entries(FIRST_PAGES)) {
  const keys = new Set();
  for (const start of ['index.html', ...[...SHARED, route].flatMap(chunksOf)]) closure(start, keys);
  const files = new Set(
    [...keys].map((key) => manifest[key].file).filter((file) => file.endsWith('.js')),
  );
  let bytes = gzipSync(await readFile(join(dist, 'theme-boot.js'))).length;
  for (const file of files) bytes += gzipSync(await readFile(join(dist, file))).length;
  const verdict = bytes > LIMIT_BYTES ? 'TOO LARGE' : 'fits';
  console.log(
    `${page}: ${(bytes / 1000).toFixed(1)} kB of ${LIMIT_BYTES / 1000} kB in ${files.size + 1} files: ${verdict}`,
  );
  isTooLarge ||= bytes > LIMIT_BYTES;
}
await rm(dist, { recursive: true });
process.exit(isTooLarge ? 1 : 0);
