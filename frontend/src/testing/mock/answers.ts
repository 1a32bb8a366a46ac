/** The wire forms of the API, as the in-memory back end answers them. */
export class MockRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}

export function data(value: unknown, status = 200): Response {
  return json(status, { data: value });
}

export function nothing(): Response {
  return new Response(null, { status: 204 });
}

/** One page of `rows`, which are filtered and sorted already. */
export function listed(rows: readonly unknown[], query: URLSearchParams): Response {
  const page = Number(query.get('page') ?? 1);
  const perPage = Number(query.get('perPage') ?? 20);
  return json(200, {
    data: rows.slice((page - 1) * perPage, page * perPage),
    pagination: {
      currentPage: page,
      totalPages: Math.max(1, Math.ceil(rows.length / perPage)),
      totalItems: rows.length,
      itemsPerPage: perPage,
    },
  });
}

export function refused(refusal: MockRefusal): Response {
  const seconds = refusal.details.retryAfterSeconds;
  return json(
    refusal.status,
    { error: { code: refusal.code, message: refusal.message, details: refusal.details } },
    typeof seconds === 'number' ? { 'Retry-After': String(seconds) } : {},
  );
}

export function notFound(): MockRefusal {
  return new MockRefusal(404, 'not_found', 'This does not exist.');
}

export function invalid(fields: Record<string, string>): MockRefusal {
  return new MockRefusal(422, 'invalid', 'Some fields need your attention.', { fields });
}
