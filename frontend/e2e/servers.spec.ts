import { stateOf } from './places';
import { expect, settled, test } from './support';

test.use({ storageState: stateOf('customer') });

test('a server is shut down and started again, live in another window too', async ({
  page,
  context,
}) => {
  await page.goto('/servers');
  await settled(page);
  const row = page.getByRole('row').filter({ hasText: 'Running' }).first();
  const name = await row.getByRole('link').first().innerText();

  const other = await context.newPage();
  await other.goto('/dashboard');
  const otherRow = other.getByRole('table').getByRole('row').filter({ hasText: name });
  await expect(otherRow).toContainText('Running');

  await row.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'More power actions' }).click();
  await page.getByRole('menuitem', { name: 'Power off' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('Like pulling the plug');
  await dialog.getByRole('button', { name: 'Power off' }).click();

  await expect(page.getByText(`${name} is off`).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
  await expect(otherRow).toContainText('Off');

  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByText(`${name} is running`).first()).toBeVisible();
  await expect(otherRow).toContainText('Running');

  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(page).toHaveURL(/tab=activity/);
  await expect(page.getByText('Powered off').first()).toBeVisible();
});

test('the list keeps its filter over a reload and the way back', async ({ page }) => {
  await page.goto('/servers');
  await settled(page);
  await page.getByRole('button', { name: 'Status', exact: true }).first().click();
  await page.getByRole('menuitemradio', { name: 'Off' }).click();
  await expect(page).toHaveURL(/status=off/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Status: Off' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters: Status' }).click();
  await expect(page).toHaveURL('/servers');
});

test("a stranger's server does not exist", async ({ page }) => {
  await page.goto('/servers/999999');
  await expect(page.getByText('There is no such server, or it is not yours.')).toBeVisible();
});

test('on a phone of 320 pixels a server is restarted', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/dashboard');
  await settled(page);
  await page
    .getByRole('table')
    .getByRole('row')
    .filter({ hasText: 'Running' })
    .first()
    .getByRole('link')
    .first()
    .click();
  await page.getByRole('button', { name: 'Restart' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restart' }).click();
  await expect(page.getByText(/ is running$/).first()).toBeVisible();
});
