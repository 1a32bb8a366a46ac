import { Monitor, Moon, Sun } from 'lucide-react';
import { useId } from 'react';

import { Card } from '@/components/ui/card';
import { t } from '@/lib/i18n';
import { chooseTheme, useThemeChoice } from '@/lib/theme';

const THEMES = [
  { value: 'system', label: 'shell.themeSystem', icon: Monitor },
  { value: 'light', label: 'shell.themeLight', icon: Sun },
  { value: 'dark', label: 'shell.themeDark', icon: Moon },
] as const;

/** The theme of this device, applied at once. */
export function AppearanceCard() {
  const choice = useThemeChoice();
  const name = useId();
  return (
    <Card title={t('account.appearance')}>
      <fieldset>
        <legend className="mb-2 font-medium">{t('shell.theme')}</legend>
        <div className="grid grid-cols-3 gap-2">
          {THEMES.map(({ value, label, icon: Icon }) => (
            <label
              key={value}
              className="flex cursor-pointer flex-col items-center gap-1.5 rounded-lg border border-line-strong px-2 py-3 text-ink-2 transition-colors has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name={name}
                value={value}
                checked={choice === value}
                className="sr-only"
                onChange={() => {
                  chooseTheme(value);
                }}
              />
              <Icon className="size-5" aria-hidden />
              {t(label)}
            </label>
          ))}
        </div>
        <p className="mt-2 text-sm text-ink-3">{t('account.themeHelp')}</p>
      </fieldset>
    </Card>
  );
}
