import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

import { places } from './places';

/** Answers that a journey provokes on purpose; the browser logs each as an error of its own. */
const EXPECTED =
  /Failed to load resource: the server responded with a status of (401|403|404|409|422|429)/;

/** A test whose page must not complain: no script error, nothing refused by the content policy. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error' && !EXPECTED.test(message.text()))
          complaints.push(message.text());
      });
      context.on('weberror', (error) => complaints.push(error.error().message));
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Waits until nothing is grey any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await expect(page.locator('[data-slot=skeleton]')).toHaveCount(0);
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The page as assistive technology gets it has no fault that axe can find; `only` those of some rules. */
export async function expectAccessible(
  page: Page,
  { except = [], only }: { except?: string[]; only?: string[] } = {},
): Promise<void> {
  await settled(page);
  // In the page itself: the other mode opens another page for every look.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (only === undefined) axe.withTags(TAGS).disableRules(except);
  else axe.withRules(only);
  const { violations } = await axe.analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
  );
  expect(found).toEqual([]);
}

/** Nothing has to be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

interface CaughtMail {
  subject: string;
  text: string;
}

/** The first link of the newest mail to `address` whose subject fits, once it arrives. */
export async function mailedLink(address: string, subject: RegExp): Promise<string> {
  let link = '';
  await expect(async () => {
    const answer = await fetch(
      `${places.simulators}/mail/messages?to=${encodeURIComponent(address)}`,
    );
    const mails = (await answer.json()) as CaughtMail[];
    link =
      mails.find((mail) => subject.test(mail.subject))?.text.match(/https?:\/\/\S+/)?.[0] ?? '';
    expect(link).not.toBe('');
  }).toPass({ timeout: 60_000 });
  return link;
}

export async function fillSignIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('E-mail or username').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
