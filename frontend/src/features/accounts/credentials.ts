import { z } from 'zod/mini';

import { t } from '@/lib/i18n';

/** Kindness only: the server checks again, and refuses what is tried first by whoever guesses. */
const MIN_PASSWORD_LENGTH = 10;
const MAX_PASSWORD_LENGTH = 1024;

export const emailSchema = z.email(t('signUp.emailInvalid'));

export const usernameSchema = z
  .string()
  .check(
    z.trim(),
    z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,30}[A-Za-z0-9]$/, t('signUp.usernameInvalid')),
  );

export const newPasswordSchema = z
  .string()
  .check(
    z.minLength(MIN_PASSWORD_LENGTH, t('signUp.passwordShort')),
    z.maxLength(MAX_PASSWORD_LENGTH, t('signUp.passwordLong')),
  );

export type Strength = 0 | 1 | 2 | 3;

/**
 * A rough guess from length and variety, to encourage length. Repeated and consecutive
 * characters count little: "aaaaaaaaaaaa" and "123456789012" stay weak.
 */
export function passwordStrength(password: string): Strength {
  if (password.length < MIN_PASSWORD_LENGTH) return 0;
  const codes = Array.from(password, (character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => Math.abs(code - (codes[index] ?? 0)));
  const surprising = steps.filter((step) => step > 1).length + 1;
  const distinct = new Set(password.toLowerCase()).size;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) =>
    kind.test(password),
  ).length;
  const points = Math.min(surprising, distinct * 1.5) + kinds * 1.5;
  if (points < 11) return 0;
  if (points < 15) return 1;
  return points < 20 ? 2 : 3;
}

/** Whether the password repeats what others know: the username or the mail's local part. */
export function containsName(password: string, names: readonly string[]): boolean {
  const lower = password.toLowerCase();
  return names
    .map((name) => name.toLowerCase().split('@')[0] ?? '')
    .some((name) => name.length >= 4 && lower.includes(name));
}
