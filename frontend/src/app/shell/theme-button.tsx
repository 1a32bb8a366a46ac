import { Monitor, Moon, Sun } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { t } from '@/lib/i18n';
import { chooseTheme, type ThemeChoice, useThemeChoice } from '@/lib/theme';

const NEXT: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' };
const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

export const THEME_WORDS = {
  system: 'shell.themeSystem',
  light: 'shell.themeLight',
  dark: 'shell.themeDark',
} as const;

/** Steps through system, light and dark; for pages without a person's menu. */
export function ThemeButton() {
  const choice = useThemeChoice();
  const Icon = ICONS[choice];
  const label = `${t('shell.theme')}: ${t(THEME_WORDS[choice])}`;
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={label}
      title={label}
      onClick={() => {
        chooseTheme(NEXT[choice]);
      }}
    >
      <Icon aria-hidden />
    </Button>
  );
}
