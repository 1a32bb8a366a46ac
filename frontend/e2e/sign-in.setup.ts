import { expect, test as setup } from '@playwright/test';

import { signInOf, stateOf, type Who } from './places';
import { fillSignIn } from './support';

for (const who of ['customer', 'admin'] satisfies Who[]) {
  setup(`${who} signs in`, async ({ page }) => {
    const { email, password } = signInOf(who);
    await page.goto('/sign-in');
    await fillSignIn(page, email, password);
    await expect(page).toHaveURL('/dashboard');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.context().storageState({ path: stateOf(who) });
  });
}
