import { useNavigate } from '@tanstack/react-router';
import { CircleUserRound, LogOut } from 'lucide-react';

import { THEME_WORDS } from '@/app/shell/theme-button';
import { useSignOut } from '@/app/shell/use-sign-out';
import { Avatar } from '@/components/ui/avatar';
import {
  DropdownMenu,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuSeparator,
} from '@/components/ui/dropdown-menu';
import { t } from '@/lib/i18n';
import type { Account } from '@/lib/models';
import { paths } from '@/lib/paths';
import { isStaff } from '@/lib/permissions';
import { chooseTheme, type ThemeChoice, useThemeChoice } from '@/lib/theme';

const CHOICES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

/** Who is signed in, how the panel looks, and the way out. */
export function PersonMenu({ account }: { account: Account }) {
  const navigate = useNavigate();
  const choice = useThemeChoice();
  const signOut = useSignOut();
  return (
    <DropdownMenu
      label={t('shell.person')}
      trigger={
        <button
          type="button"
          aria-label={`${t('shell.person')}: ${account.username}`}
          className="rounded-full"
        >
          <Avatar name={account.username} isStaff={isStaff(account)} />
        </button>
      }
    >
      <div className="max-w-60 px-2 pt-1.5 pb-2">
        <p className="truncate font-medium">{account.username}</p>
        <p className="truncate text-sm text-ink-3">{account.email}</p>
      </div>
      <MenuSeparator />
      <MenuItem onSelect={() => void navigate({ to: paths.account() })}>
        <CircleUserRound aria-hidden />
        {t('shell.account')}
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>{t('shell.theme')}</MenuLabel>
      <MenuRadioGroup
        value={choice}
        onChange={(next) => {
          chooseTheme(CHOICES.find((each) => each === next) ?? 'system');
        }}
        options={CHOICES.map((value) => ({ value, label: t(THEME_WORDS[value]) }))}
      />
      <MenuSeparator />
      <MenuItem onSelect={signOut}>
        <LogOut aria-hidden />
        {t('shell.signOut')}
      </MenuItem>
    </DropdownMenu>
  );
}
