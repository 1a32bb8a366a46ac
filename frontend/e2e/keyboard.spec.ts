import { signInOf, stateOf } from './places';
import { expect, settled, test } from './support';

test('everything is done without a mouse', async ({ page }) => {
  const { email, password } = signInOf('customer');
  await page.goto('/sign-in');
  await page.getByLabel('E-mail or username').focus();
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/dashboard');
  await settled(page);
  // The new page's heading has the focus; the first stop backwards from the top is the skip link.
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('servers');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/servers');
  await settled(page);
  await expect(page.getByRole('heading', { name: 'Servers' })).toBeFocused();

  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByRole('group', { name: '1 selected' })).toBeVisible();
  await page.keyboard.press('x');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/servers\/\d+$/);
  await settled(page);

  await page.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/tab=network/);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('sign out');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('the first Tab leads over the navigation', async ({ page }) => {
  await page.goto('/');
  await settled(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
});

test.describe('in a list of two pages', () => {
  test.use({ storageState: stateOf('customer') });

  test('the focus stays where the last and the first page are reached', async ({ page }) => {
    await page.route(/\/api\/v1\/servers(\?|$)/, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { pagination: object };
      const currentPage = Number(new URL(route.request().url()).searchParams.get('page') ?? 1);
      Object.assign(body.pagination, { currentPage, totalPages: 2, totalItems: 21 });
      await route.fulfill({ response: answer, json: body });
    });
    await page.goto('/servers');
    await settled(page);
    const previous = page.getByRole('button', { name: 'Previous page' });
    const next = page.getByRole('button', { name: 'Next page' });
    await next.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Page 2 of 2')).toBeVisible();
    await expect(next).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Page 1 of 2')).toBeVisible();
    await expect(previous).toBeFocused();
  });
});
