import { t } from '@/lib/i18n';

export interface ApiErrorParts {
  status: number;
  code: string;
  message: string;
  fields?: Record<string, string>;
  retryAfterSeconds?: number | null;
  requestId?: string | null;
}

/** A refusal or a failure of the API in one shape. `status` is 0 when no answer came at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: Record<string, string>;
  readonly retryAfterSeconds: number | null;
  readonly requestId: string | null;

  constructor(parts: ApiErrorParts) {
    super(parts.message);
    this.name = 'ApiError';
    this.status = parts.status;
    this.code = parts.code;
    this.fields = parts.fields ?? {};
    this.retryAfterSeconds = parts.retryAfterSeconds ?? null;
    this.requestId = parts.requestId ?? null;
  }

  get isOffline(): boolean {
    return this.status === 0;
  }

  /** True for answers that will not change by asking again. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 408 && this.status !== 429;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldSentences(details: unknown): Record<string, string> {
  if (!isRecord(details) || !isRecord(details.fields)) return {};
  return Object.fromEntries(
    Object.entries(details.fields).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

function retryAfter(response: Response, details: unknown): number | null {
  const told = isRecord(details) ? details.retryAfterSeconds : undefined;
  const seconds = Number(told ?? response.headers.get('Retry-After') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

function reference(response: Response, details: unknown): string | null {
  const told = isRecord(details) ? details.reference : undefined;
  return typeof told === 'string' ? told : response.headers.get('X-Request-Id');
}

/** Turns an error answer into an ApiError, also when a proxy answered instead of the API. */
export function errorFromResponse(response: Response, body: unknown): ApiError {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const { code, message, details } = error;
  return new ApiError({
    status: response.status,
    code: typeof code === 'string' ? code : `http_${String(response.status)}`,
    message: typeof message === 'string' ? message : t('errors.unexpected'),
    fields: fieldSentences(details),
    retryAfterSeconds: retryAfter(response, details),
    requestId: reference(response, details),
  });
}

/** The error of a request that got no answer. */
export function errorFromNetwork(): ApiError {
  return new ApiError({ status: 0, code: 'network', message: t('errors.offline') });
}

/** Any thrown value as an ApiError, so that screens handle one shape. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError({ status: 0, code: 'client', message: t('errors.unexpected') });
}
