// Pictures of every screen, light, dark and on a phone, into screenshots/ (not committed).
// Taken over the in-memory back end, so that every state is there: empty, busy, refused.
// `npm run screenshots -- server` takes only those whose name begins so.
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

import { chromium } from '@playwright/test';

import { BROWSER_ARGUMENTS, findBrowser } from './browser.mjs';

const PORT = 3432;
const OUT = new URL('../screenshots/', import.meta.url).pathname;
const base = `http://localhost:${PORT}`;
const only = process.argv[2];

const CUSTOMER = 'customer@demo.example';
const STAFF = 'admin@demo.example';

/** name, path, who looks (null: nobody), and what to do before the picture. */
const SCREENS = [
  ['landing', '/', null],
  ['sign-in', '/sign-in', null],
  ['sign-in-wrong', '/sign-in', null, signInWrong],
  [
    'sign-up',
    '/sign-up',
    null,
    async (page) => page.getByRole('button', { name: 'Create account' }).click(),
  ],
  ['check-your-mail', '/check-your-mail', null],
  ['verify-email', '/verify-email#token=good-token', null],
  ['forgot-password', '/forgot-password', null],
  ['reset-password', '/reset-password#token=good-token', null],
  ['dashboard', '/dashboard', CUSTOMER],
  ['dashboard-empty', '/dashboard', 'new@demo.example'],
  ['dashboard-staff', '/dashboard', STAFF],
  ['servers', '/servers', CUSTOMER],
  ['servers-selected', '/servers', CUSTOMER, selectTwo],
  ['servers-no-match', '/servers?q=nothing', CUSTOMER],
  ['server', '/servers/11', CUSTOMER],
  ['server-busy', '/servers/14', CUSTOMER],
  ['server-network', '/servers/11?tab=network', CUSTOMER],
  ['server-activity', '/servers/11?tab=activity', CUSTOMER],
  [
    'server-confirm',
    '/servers/11',
    CUSTOMER,
    async (page) => page.getByRole('button', { name: 'Restart' }).click(),
  ],
  ['tickets', '/tickets', CUSTOMER],
  ['ticket', '/tickets/1042', CUSTOMER],
  ['ticket-new', '/tickets/new?serverId=12', CUSTOMER],
  ['account', '/account', CUSTOMER],
  ['palette', '/dashboard', CUSTOMER, openPalette],
  ['not-found', '/nowhere', CUSTOMER],
  ['staff-tickets', '/staff/tickets', STAFF],
  ['staff-ticket', '/staff/tickets/1039', STAFF],
  ['staff-users', '/staff/users', STAFF],
  ['staff-jobs', '/staff/jobs', STAFF],
];

const LOOKS = [
  ['light', { viewport: { width: 1440, height: 900 }, colorScheme: 'light' }],
  ['dark', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' }],
  [
    'phone',
    {
      viewport: { width: 390, height: 844 },
      colorScheme: 'light',
      hasTouch: true,
      isMobile: true,
      deviceScaleFactor: 2,
    },
  ],
];

async function openPalette(page) {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
}

async function signInWrong(page) {
  await page.getByLabel('E-mail or username').fill('mira');
  await page.getByLabel('Password', { exact: true }).fill('not this');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function selectTwo(page) {
  if ((page.viewportSize()?.width ?? 0) < 640) return;
  await page.getByRole('checkbox', { name: 'Select api-1' }).click();
  await page.getByRole('checkbox', { name: 'Select api-2' }).click();
}

async function waitForServer() {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (
      await fetch(`${base}/api/mock/reset`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await pause(200);
  }
  throw new Error(`Nothing answers at ${base}.`);
}

async function run(command, args) {
  const child = spawn(command, args, { stdio: 'inherit' });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}.`);
}

await mkdir(OUT, { recursive: true });
const VITE = 'node_modules/vite/bin/vite.js';
await run(process.execPath, [VITE, 'build', '--mode', 'mock', '--logLevel', 'error']);
const preview = spawn(
  process.execPath,
  [
    VITE,
    'preview',
    '--mode',
    'mock',
    '--outDir',
    'dist-mock',
    '--port',
    String(PORT),
    '--strictPort',
  ],
  { stdio: 'ignore' },
);
const browser = await chromium.launch({
  executablePath: await findBrowser(),
  args: BROWSER_ARGUMENTS,
});
const complaints = [];
try {
  await waitForServer();
  for (const [look, options] of LOOKS) {
    const context = await browser.newContext({
      ...options,
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    for (const [name, path, person, act] of SCREENS) {
      if (only && !name.startsWith(only)) continue;
      await fetch(`${base}/api/mock/reset`);
      if (person !== null) await fetch(`${base}/api/mock/as/${encodeURIComponent(person)}`);
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`${look} ${name}: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`${look} ${name}: ${error.message}`));
      await page.goto(base + path);
      await page.locator('h1').first().waitFor();
      await page.locator('[data-slot=skeleton]').first().waitFor({ state: 'detached' });
      await act?.(page);
      await pause(250);
      await page.screenshot({ path: `${OUT}${name}-${look}.png` });
      await page.close();
    }
    await context.close();
  }
} finally {
  await browser.close();
  preview.kill();
}
for (const complaint of complaints) console.error(complaint);
console.log(`Pictures are in ${OUT}.`);
