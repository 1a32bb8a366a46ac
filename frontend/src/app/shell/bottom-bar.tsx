import { Link } from '@tanstack/react-router';

import type { NavMarks } from '@/app/shell/nav-marks';
import { CUSTOMER_ITEMS, staffItemsFor } from '@/app/shell/navigation';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';
import type { Account } from '@/lib/models';
import { paths } from '@/lib/paths';

/** The navigation of phones, under the thumb. On staff pages it holds the staff's items. */
export function BottomBar({
  account,
  marks,
  isOnStaffPage,
}: {
  account: Account;
  marks: NavMarks;
  isOnStaffPage: boolean;
}) {
  const staffItems = staffItemsFor(account);
  const home = CUSTOMER_ITEMS.slice(0, 1);
  const items = isOnStaffPage
    ? [...home, ...staffItems]
    : [...CUSTOMER_ITEMS, ...staffItems.slice(0, 1)];
  return (
    <nav
      aria-label={t('shell.navigation')}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      <ul className="flex">
        {items.map((item) => {
          const Icon = item.icon;
          const isStaff = staffItems.includes(item);
          const label =
            item.to === paths.dashboard()
              ? 'shell.home'
              : isStaff && !isOnStaffPage
                ? 'shell.staff'
                : item.label;
          return (
            <li key={item.to} className="min-w-0 flex-1">
              <Link
                to={item.to}
                className={cn(
                  'relative flex h-14 flex-col items-center justify-center gap-0.5 text-xs font-medium focus-visible:outline-offset-[-2px]',
                  isStaff ? 'bg-staff-soft text-staff-text' : 'text-ink-2',
                  'data-[status=active]:font-semibold',
                  !isStaff && 'data-[status=active]:text-accent-text',
                )}
              >
                <Icon className="size-5" aria-hidden />
                <span className="max-w-full truncate px-1">{t(label)}</span>
                <span className="absolute start-1/2 top-2 ms-2 flex">{marks[item.to]?.dot}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
