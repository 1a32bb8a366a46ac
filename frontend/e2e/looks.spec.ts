import type { Page } from '@playwright/test';

import { stateOf } from './places';
import { expect, expectAccessible, expectNoSidewaysScroll, settled, test } from './support';

const PUBLIC = [
  '/',
  '/sign-in',
  '/sign-up',
  '/check-your-mail',
  '/forgot-password',
  '/reset-password',
  '/nowhere',
];
const CUSTOMER = [
  '/dashboard',
  '/servers',
  '/servers?q=nothing',
  '/tickets',
  '/tickets/new',
  '/account',
  '/nowhere/at/all',
];
const STAFF = ['/dashboard', '/staff/tickets', '/staff/users', '/staff/jobs'];

/** Also the first server and its tabs, whose address only the list knows. */
async function serverPaths(page: Page): Promise<string[]> {
  await page.goto('/servers');
  await settled(page);
  const path = (await page.getByRole('table').getByRole('link').first().getAttribute('href')) ?? '';
  return [path, `${path}?tab=network`, `${path}?tab=activity`];
}

interface Look {
  name: string;
  colorScheme: 'light' | 'dark';
  viewport: { width: number; height: number };
  only?: string[];
}

const WIDE = { width: 1280, height: 800 };
/** Darkness changes colours and nothing else. */
const LOOKS: Look[] = [
  { name: 'light', colorScheme: 'light', viewport: WIDE },
  { name: 'dark', colorScheme: 'dark', viewport: WIDE, only: ['color-contrast'] },
  { name: 'on a phone', colorScheme: 'light', viewport: { width: 320, height: 640 } },
];

/** What is open now has no fault in any look; it is loaded once and then changes its clothes. */
async function expectGoodInEveryLook(page: Page): Promise<void> {
  for (const { name, colorScheme, viewport, only } of LOOKS) {
    await test.step(name, async () => {
      // Without motion, for a colour on its way to another is no finding.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      await expectAccessible(page, { only });
      await expectNoSidewaysScroll(page);
    });
  }
}

async function expectGoodPages(page: Page, addresses: string[]): Promise<void> {
  for (const address of addresses) {
    await test.step(address, async () => {
      await page.setViewportSize(WIDE);
      await page.goto(address);
      await expectGoodInEveryLook(page);
    });
  }
}

test('the public pages have no fault', async ({ page }) => {
  test.slow();
  await expectGoodPages(page, PUBLIC);
});

test.describe('for a customer', () => {
  test.use({ storageState: stateOf('customer') });

  test('the pages have no fault', async ({ page }) => {
    test.slow();
    await expectGoodPages(page, [...CUSTOMER, ...(await serverPaths(page))]);
  });

  test('what is printed is dark on white and only the page itself', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    await page.goto('/servers');
    await settled(page);
    await expect(page.getByRole('heading', { name: 'Servers', level: 1 })).toBeVisible();
    for (const viewport of [WIDE, { width: 700, height: 900 }]) {
      await page.setViewportSize(viewport);
      for (const link of await page.getByRole('link', { name: 'Account' }).all()) {
        await expect(link).toBeHidden();
      }
      await expect(page.getByRole('button', { name: /^Your menu/ })).toBeHidden();
      await expect(page.getByLabel('Search servers')).toBeHidden();
      for (const button of await page.locator('[data-slot$=button]').all()) {
        await expect(button).toBeHidden();
      }
    }
    await expect(page.getByRole('columnheader', { name: 'Location' })).toBeVisible();
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await page.getByRole('table').getByRole('link').first().click();
    await settled(page);
    await expect(page.getByRole('tab')).toHaveText(['Overview']);
    const exact = await page
      .locator('h1 ~ time')
      .evaluate((time) => getComputedStyle(time, '::after').content);
    expect(exact).toMatch(/^"\d+ \w+ \d{4}, \d\d:\d\d/);
    const scheme = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    expect(await scheme()).toBe('light');
    await page.emulateMedia({ media: 'screen' });
    expect(await scheme()).toBe('dark');
  });

  test('with the colours of the person, what is chosen keeps a mark', async ({ page }) => {
    const [server = ''] = await serverPaths(page);
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.goto(server);
    await settled(page);
    const colour = (name: string) =>
      page.getByRole('tab', { name }).evaluate((tab) => getComputedStyle(tab).backgroundColor);
    expect(await colour('Overview')).not.toBe(await colour('Network'));
    const bar = page.getByRole('progressbar');
    const colours = await bar.evaluate((outer) =>
      [outer, outer.firstElementChild ?? outer].map(
        (each) => getComputedStyle(each).backgroundColor,
      ),
    );
    expect(new Set(colours).size).toBe(2);
  });

  test('mirrored, a page with tabs is mirrored whole', async ({ page }) => {
    const [server = ''] = await serverPaths(page);
    await page.addInitScript(() => {
      new MutationObserver((_changes, observer) => {
        if (document.querySelector('body') === null) return;
        document.documentElement.dir = 'rtl';
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(server);
    await settled(page);
    await expectNoSidewaysScroll(page);
    const direction = await page
      .getByRole('tabpanel')
      .evaluate((panel) => getComputedStyle(panel).direction);
    expect(direction).toBe('rtl');
  });

  test('the palette and a menu have no fault', async ({ page }) => {
    const [server = ''] = await serverPaths(page);
    for (const { colorScheme, viewport, only } of LOOKS) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      await page.goto(server);
      await settled(page);
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      await expectAccessible(page, { only });
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Your menu/ }).click();
      await page.getByRole('menu').waitFor();
      // An open menu stands at the end of the document, outside of the landmarks, by its nature.
      await expectAccessible(page, { except: ['region'], only });
      await page.keyboard.press('Escape');
    }
  });
});

test.describe('for staff', () => {
  test.use({ storageState: stateOf('admin') });

  test('the pages have no fault', async ({ page }) => {
    test.slow();
    await expectGoodPages(page, STAFF);
  });

  test('a printed table is no wider than the sheet', async ({ page }) => {
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 718, height: 1000 });
    for (const address of ['/staff/tickets', '/staff/users']) {
      await page.goto(address);
      await settled(page);
      const excess = await page
        .getByRole('table')
        .evaluate((table) => table.scrollWidth - (table.parentElement?.clientWidth ?? 0));
      expect(excess).toBeLessThanOrEqual(0);
    }
  });
});

test('the chosen theme is there before the first paint, and after a reload', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Theme: System' }).click();
  await page.getByRole('button', { name: 'Theme: Light' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.route('**/assets/*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: '' }),
  );
  await page.reload({ waitUntil: 'commit' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('mirrored for a language from right to left, nothing sticks out', async ({ page }) => {
  for (const path of ['/', '/sign-in', '/sign-up']) {
    await page.goto(path);
    await settled(page);
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    await expectNoSidewaysScroll(page);
  }
});

test('people who ask for less motion get none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/sign-in');
  await settled(page);
  const seconds = await page
    .getByRole('button', { name: 'Sign in' })
    .evaluate((button) => Number.parseFloat(getComputedStyle(button).transitionDuration));
  expect(seconds).toBeLessThan(0.001);
});
