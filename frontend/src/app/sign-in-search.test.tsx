import { describe, expect, it } from 'vitest';

import { renderApp } from '@/testing/render-app';

describe('the address of the sign-in page', () => {
  it.each([
    '/sign-in?next=//evil.example',
    '/sign-in?next=https%3A%2F%2Fevil.example',
    '/sign-in?other=1',
  ])('%s leads nowhere else', async (path) => {
    const { router } = await renderApp(path);
    const { search } = router.state.matches.at(-1) ?? {};
    expect(Object.values(search ?? {}).filter((value) => value !== undefined)).toEqual([]);
  });

  it('keeps a page of ours', async () => {
    const { router } = await renderApp('/sign-in?next=%2Fservers%3Fstatus%3Doff');
    expect(router.state.matches.at(-1)?.search).toEqual({ next: '/servers?status=off' });
  });
});
