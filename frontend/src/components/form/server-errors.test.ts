import { describe, expect, it, vi } from 'vitest';

import { placeServerErrors } from '@/components/form/server-errors';
import { ApiError } from '@/lib/api-error';

function formWith(values: Record<string, string>) {
  return { getValues: vi.fn(() => values), setError: vi.fn() };
}

function refusal(
  fields: Record<string, string>,
  more: Partial<ConstructorParameters<typeof ApiError>[0]> = {},
) {
  return new ApiError({
    status: 422,
    code: 'invalid',
    message: 'Some fields need your attention.',
    fields,
    ...more,
  });
}

describe("the server's sentences", () => {
  it('land on the fields they name, and the first takes the focus', () => {
    const form = formWith({ email: '', username: '' });
    const left = placeServerErrors(
      form as never,
      refusal({ email: 'Not an address.', username: 'Taken.' }),
    );
    expect(form.setError).toHaveBeenNthCalledWith(
      1,
      'email',
      { type: 'server', message: 'Not an address.' },
      { shouldFocus: true },
    );
    expect(form.setError).toHaveBeenNthCalledWith(
      2,
      'username',
      { type: 'server', message: 'Taken.' },
      { shouldFocus: false },
    );
    expect(left).toBeNull();
  });

  it('about a field that the form does not have are said above it', () => {
    const form = formWith({ email: '' });
    const left = placeServerErrors(
      form as never,
      refusal({ serverId: 'This server is not yours.' }),
    );
    expect(form.setError).not.toHaveBeenCalled();
    expect(left?.message).toContain('This server is not yours.');
  });

  it('say when to try again', () => {
    const left = placeServerErrors(
      formWith({}) as never,
      refusal(
        {},
        { status: 429, code: 'too_many_requests', message: 'Too many.', retryAfterSeconds: 90 },
      ),
    );
    expect(left?.message).toBe('Too many. Try again in 2 min.');
  });

  it('carry a reference only when the fault is ours', () => {
    const ours = refusal({}, { status: 500, requestId: 'abc' });
    const theirs = refusal({}, { status: 409, requestId: 'abc' });
    expect(placeServerErrors(formWith({}) as never, ours)?.requestId).toBe('abc');
    expect(placeServerErrors(formWith({}) as never, theirs)?.requestId).toBeNull();
  });
});
