import { z } from 'zod/mini';

import { t } from '@/lib/i18n';

/** What one writes in a ticket; the server has the same limits. */
export const messageSchema = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, t('tickets.form.messageMissing')),
    z.maxLength(20_000, t('tickets.form.messageLong')),
  );
