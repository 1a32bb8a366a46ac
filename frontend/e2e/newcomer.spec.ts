import { expect, expectAccessible, fillSignIn, mailedLink, test } from './support';

const PASSWORD = 'seven green kettles';

test('a newcomer signs up, confirms the address, signs in, looks around and signs out', async ({
  page,
}) => {
  const email = 'newcomer@example.com';
  await page.goto('/');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Username').fill('newcomer');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  await expect(page).toHaveURL('/check-your-mail');
  await expectAccessible(page);

  // Before the link was opened the right password is not enough.
  await page.getByRole('link', { name: 'Back to sign in' }).click();
  await fillSignIn(page, email, PASSWORD);
  await expect(page.getByText('Your e-mail address is not confirmed yet')).toBeVisible();
  await expectAccessible(page);

  await page.goto(await mailedLink(email, /verify/i));
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await fillSignIn(page, email, PASSWORD);
  await expect(page).toHaveURL('/dashboard');
  await expect(page.getByRole('heading', { name: 'Three first steps' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Servers', exact: true }).first().click();
  await expect(page.locator('[data-slot=empty-state]')).toContainText('No servers yet');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Your menu: newcomer' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto('/servers');
  await expect(page).toHaveURL('/sign-in?next=%2Fservers');
});

test('a confirmation link works once', async ({ page }) => {
  await page.goto('/verify-email#token=never-issued');
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
  await page.getByRole('link', { name: 'Get a new mail' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
});

test('an address that was registered with two passwords gets a mail to choose one', async ({
  page,
}) => {
  const email = 'contested@example.com';
  const register = (username: string, password: string) =>
    page.request.post('/api/v1/auth/register', {
      data: { email, username, password, acceptTerms: true },
    });
  expect((await register('stranger', 'nine grey lanterns')).ok()).toBe(true);
  const first = await mailedLink(email, /verify/i);
  expect((await register('owner', PASSWORD)).ok()).toBe(true);
  await expect(async () => {
    expect(await mailedLink(email, /verify/i)).not.toBe(first);
  }).toPass();

  await page.goto(await mailedLink(email, /verify/i));
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible();
  await expect(page.getByText('a mail with a link to choose yours')).toBeVisible();
  await expectAccessible(page);
  await page.goto(await mailedLink(email, /password/i));
  await page.getByLabel('New password', { exact: true }).fill('ten white spoons');
  await page.getByRole('button', { name: 'Save password' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await fillSignIn(page, email, PASSWORD);
  await expect(page.getByRole('alert')).toContainText('That did not match');
  await fillSignIn(page, email, 'ten white spoons');
  await expect(page).toHaveURL('/dashboard');
});

test('a wrong password is refused without a hint which part was wrong', async ({ page }) => {
  await page.goto('/sign-in');
  await fillSignIn(page, 'nobody@example.com', 'not the one');
  await expect(page.getByRole('alert')).toContainText('That did not match');
  await expectAccessible(page);
});

test('a forgotten password is replaced by the link in the mail', async ({ page }) => {
  const email = 'newcomer@example.com';
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  await page.goto(await mailedLink(email, /password/i));
  await page.getByLabel('New password', { exact: true }).fill('eight brown saucers');
  await page.getByRole('button', { name: 'Save password' }).click();
  await expect(page.getByRole('heading', { name: 'Your password is changed' })).toBeVisible();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await fillSignIn(page, 'newcomer', 'eight brown saucers');
  await expect(page).toHaveURL('/dashboard');
});

test('an address of another site is never where signing in leads', async ({ page }) => {
  await page.goto('/sign-in?next=//evil.example/');
  await fillSignIn(page, 'newcomer', 'eight brown saucers');
  await expect(page).toHaveURL('/dashboard');
});
