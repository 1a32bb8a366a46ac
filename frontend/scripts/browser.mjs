import { access } from 'node:fs/promises';
import process from 'node:process';

const SYSTEM_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The path of a Chromium: the one named by CHROMIUM_PATH, else the system's, else the one that
 * comes inside the npm package @sparticuz/chromium (it needs neither root nor a download).
 *
 * @returns {Promise<string>}
 */
export async function findBrowser() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  for (const place of SYSTEM_PLACES) {
    const isThere = await access(place).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  // Outside its usual home the package unpacks its shared libraries only when told where it is.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}

/** The only argument given to the browser: the package's own list would switch security off. */
export const BROWSER_ARGUMENTS = ['--no-sandbox'];
