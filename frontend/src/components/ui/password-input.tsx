import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';

import { Input } from '@/components/ui/input';
import { t } from '@/lib/i18n';

/** A password field whose text can be shown and hidden again. */
export function PasswordInput(props: Omit<ComponentProps<'input'>, 'type'>) {
  const [isShown, setIsShown] = useState(false);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <div data-slot="password-input" className="relative">
      <Input
        {...props}
        type={isShown ? 'text' : 'password'}
        className="pe-11"
        autoCapitalize="none"
        spellCheck={false}
      />
      <button
        type="button"
        onClick={() => {
          setIsShown(!isShown);
        }}
        aria-pressed={isShown}
        aria-label={t('form.showPassword')}
        title={isShown ? t('form.hidePassword') : t('form.showPassword')}
        className="absolute inset-y-0 end-0 flex w-10 items-center justify-center rounded-lg text-ink-3 hover:text-ink focus-visible:outline-offset-[-2px]"
      >
        <Icon className="size-4" aria-hidden />
      </button>
    </div>
  );
}
