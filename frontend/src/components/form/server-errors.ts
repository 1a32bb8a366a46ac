import type { FieldPath, FieldValues, UseFormReturn } from 'react-hook-form';

import { asApiError } from '@/lib/api-error';
import { formatWait } from '@/lib/format';
import { t } from '@/lib/i18n';

/** What remains to be said above the form once the fields have their own sentences. */
export interface FormRefusal {
  code: string;
  message: string;
  requestId: string | null;
}

/**
 * Places the server's sentences (`error.details.fields`) on the fields of the same names and
 * focuses the first. Returns what concerns the whole form, or null when the fields say it all.
 */
export function placeServerErrors<Values extends FieldValues>(
  form: Pick<UseFormReturn<Values>, 'setError' | 'getValues'>,
  error: unknown,
): FormRefusal | null {
  const refusal = asApiError(error);
  const known = new Set(Object.keys(form.getValues()));
  const entries = Object.entries(refusal.fields);
  const placed = entries.filter(([field]) => known.has(field));
  placed.forEach(([field, message], index) => {
    form.setError(
      field as FieldPath<Values>,
      { type: 'server', message },
      { shouldFocus: index === 0 },
    );
  });
  if (placed.length > 0 && placed.length === entries.length) return null;

  const elsewhere = entries.filter(([field]) => !known.has(field)).map(([, message]) => message);
  const wait =
    refusal.retryAfterSeconds === null
      ? []
      : [t('errors.waitThenRetry', { wait: formatWait(refusal.retryAfterSeconds) })];
  return {
    code: refusal.code,
    message: [refusal.message, ...elsewhere, ...wait].join(' '),
    requestId: refusal.status >= 500 ? refusal.requestId : null,
  };
}
