// Writes src/generated/api.d.ts from the committed API document; with --check only compares.
import { readFile, writeFile } from 'node:fs/promises';

import openapiTS, { astToString } from 'openapi-typescript';

const source = new URL('../../docs/api/openapi.json', import.meta.url);
const target = new URL('../src/generated/api.d.ts', import.meta.url);

const banner = '/* Made from docs/api/openapi.json by `npm run generate`. Do not edit. */\n';
const made = banner + astToString(await openapiTS(source));

if (process.argv.includes('--check')) {
  const kept = await readFile(target, 'utf8').catch(() => '');
  if (kept !== made) {
    console.error(
      'src/generated/api.d.ts does not fit docs/api/openapi.json: run `npm run generate`.',
    );
    process.exit(1);
  }
  console.log('src/generated/api.d.ts fits docs/api/openapi.json.');
} else {
  await writeFile(target, made);
  console.log('Wrote src/generated/api.d.ts.');
}
