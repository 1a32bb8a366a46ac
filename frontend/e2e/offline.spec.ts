import { expect, test } from '@playwright/test';

import { stateOf } from './places';
import { settled } from './support';

test.use({ storageState: stateOf('customer') });

test('a page never opened before can be opened though the connection is away', async ({
  page,
  context,
}) => {
  await page.goto('/servers');
  await settled(page);
  const fetched = () =>
    page.evaluate(() => performance.getEntriesByType('resource').map((each) => each.name));
  await expect.poll(async () => (await fetched()).join('\n')).toMatch(/\/assets\/tickets/);
  await page.waitForLoadState('load');
  await context.setOffline(true);
  await page
    .getByRole('link', { name: /^Support/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Support', level: 1 })).toBeVisible();
  await expect(page.getByText('We got no answer.').first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('table', { name: 'Support' })).toBeVisible();
});
