import { passwordStrength, type Strength } from '@/features/accounts/credentials';
import { cn } from '@/lib/cn';
import { type MessageKey, t } from '@/lib/i18n';

const WORDS: Record<Strength, MessageKey> = {
  0: 'signUp.strengthWeak',
  1: 'signUp.strengthFair',
  2: 'signUp.strengthGood',
  3: 'signUp.strengthStrong',
};

const FILLS: Record<Strength, string> = {
  0: 'bg-danger',
  1: 'bg-warning',
  2: 'bg-success',
  3: 'bg-success',
};

/** How hard a password is to guess, as a word and four marks; before typing, what is expected. */
export function PasswordMeter({ password }: { password: string }) {
  const strength = passwordStrength(password);
  return (
    <>
      <span className="flex gap-1" aria-hidden>
        {[0, 1, 2, 3].map((step) => (
          <span
            key={step}
            className={cn(
              'h-1 flex-1 rounded-full',
              password !== '' && step <= strength ? FILLS[strength] : 'bg-line',
            )}
          />
        ))}
      </span>
      <span className="mt-1 block">
        {password === ''
          ? t('signUp.passwordHelp')
          : t('signUp.strength', { word: t(WORDS[strength]) })}
      </span>
    </>
  );
}
