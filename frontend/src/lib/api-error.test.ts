import { describe, expect, it } from 'vitest';

import { api, unwrap } from '@/lib/api';
import { ApiError, asApiError, errorFromResponse } from '@/lib/api-error';
import { retryDelayMs, shouldRetry } from '@/lib/query-client';
import { vi } from 'vitest';

function answer(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers });
}

describe('an error answer', () => {
  it('becomes a typed error with its fields, wait and reference', () => {
    const error = errorFromResponse(answer(422), {
      error: {
        code: 'invalid',
        message: 'Some fields need your attention.',
        details: { fields: { email: 'Not an address.' }, retryAfterSeconds: 7, reference: 'r-1' },
      },
    });
    expect(error).toMatchObject({
      status: 422,
      code: 'invalid',
      message: 'Some fields need your attention.',
      fields: { email: 'Not an address.' },
      retryAfterSeconds: 7,
      requestId: 'r-1',
    });
  });

  it('of a proxy, which is no JSON of ours, still says something', () => {
    const error = errorFromResponse(
      answer(502, { 'Retry-After': '3', 'X-Request-Id': 'r-2' }),
      '<html>',
    );
    expect(error).toMatchObject({
      status: 502,
      code: 'http_502',
      retryAfterSeconds: 3,
      requestId: 'r-2',
    });
    expect(error.message).not.toBe('');
  });

  it('that never came is told as being offline', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const error = await unwrap(api.GET('/api/v1/account')).catch(asApiError);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).isOffline).toBe(true);
  });
});

describe('asking again', () => {
  const refusal = (status: number, retryAfterSeconds: number | null = null) =>
    new ApiError({ status, code: 'x', message: 'x', retryAfterSeconds });

  it.each([400, 401, 403, 404, 409, 422, 429])('is not done after a %i', (status) => {
    expect(shouldRetry(0, refusal(status))).toBe(false);
  });

  it.each([0, 500, 503])('is done twice after a %i', (status) => {
    expect(shouldRetry(1, refusal(status))).toBe(true);
    expect(shouldRetry(2, refusal(status))).toBe(false);
  });

  it('waits as long as the server wishes', () => {
    expect(retryDelayMs(0, refusal(503, 5))).toBe(5000);
    expect(retryDelayMs(0, refusal(503, 3600))).toBe(30_000);
    expect(retryDelayMs(2, refusal(500))).toBe(4000);
  });
});
