import { stateOf } from './places';
import { expect, expectAccessible, settled, test } from './support';

test('customer and staff write to each other, each seeing the other live', async ({ browser }) => {
  const customer = await (
    await browser.newContext({ storageState: stateOf('customer') })
  ).newPage();
  const staff = await (await browser.newContext({ storageState: stateOf('admin') })).newPage();
  const subject = 'Which kernel do you recommend?';

  await customer.goto('/tickets');
  await customer.getByRole('link', { name: 'New ticket' }).first().click();
  await customer.getByLabel('Subject').fill(subject);
  await customer.getByLabel('Department').selectOption({ index: 1 });
  await customer.getByLabel('Message').fill('We plan an upgrade. **Thank you.**');
  await customer.getByRole('button', { name: 'Open ticket' }).click();
  await expect(customer.getByRole('heading', { name: subject })).toBeVisible();
  await expect(customer.locator('strong', { hasText: 'Thank you.' })).toBeVisible();
  await expectAccessible(customer);

  await staff.goto('/staff/tickets');
  await settled(staff);
  await staff.getByRole('link', { name: subject }).click();
  await expect(staff.locator('main header').getByText('Waiting for us')).toBeVisible();
  await staff.getByLabel('Your reply').fill('The one of the distribution.');
  await staff.getByRole('button', { name: 'Send reply' }).click();
  await expect(staff.locator('main header').getByText('Waiting for customer')).toBeVisible();
  await expectAccessible(staff);

  await expect(customer.getByText('The one of the distribution.')).toBeVisible();
  await expect(customer.locator('main header').getByText('Waiting for you')).toBeVisible();
  await customer.getByRole('button', { name: 'Close ticket' }).click();
  await customer.getByRole('alertdialog').getByRole('button', { name: 'Close ticket' }).click();
  await expect(customer.getByText('This ticket is closed. Reopen it to reply.')).toBeVisible();
  await expect(staff.locator('main header').getByText('Closed', { exact: true })).toBeVisible();
});

test.describe('staff pages', () => {
  test('show customers nothing', async ({ browser }) => {
    const page = await (await browser.newContext({ storageState: stateOf('customer') })).newPage();
    await page.goto('/staff/users');
    await expect(page.getByRole('heading', { name: 'This page is for staff' })).toBeVisible();
  });

  test('find a person by a part of the name', async ({ browser }) => {
    const page = await (await browser.newContext({ storageState: stateOf('admin') })).newPage();
    await page.goto('/staff/users');
    await page.getByLabel('Search by name or e-mail').fill('mira');
    await expect(page.getByRole('cell', { name: 'customer@demo.example' })).toBeVisible();
    await expect(page.getByRole('row')).toHaveCount(2);
  });
});
