import { Link } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';

import type { NavMark, NavMarks } from '@/app/shell/nav-marks';
import { CUSTOMER_ITEMS, type NavItem, staffItemsFor } from '@/app/shell/navigation';
import { useRail } from '@/app/shell/use-rail';
import { Brand } from '@/components/ui/brand';
import { Tooltip } from '@/components/ui/tooltip';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';
import type { Account } from '@/lib/models';
import { paths } from '@/lib/paths';

/** The navigation of wide screens: customer pages, and for staff a second, tinted part. */
export function SideRail({ account, marks }: { account: Account; marks: NavMarks }) {
  const { isCollapsed, toggle } = useRail();
  const staffItems = staffItemsFor(account);
  const Toggle = isCollapsed ? PanelLeftOpen : PanelLeftClose;
  const toggleLabel = isCollapsed ? t('shell.expand') : t('shell.collapse');
  return (
    <aside
      aria-label={t('shell.rail')}
      className={cn(
        'sticky top-0 hidden h-dvh shrink-0 flex-col border-e border-line bg-sunken md:flex print:hidden',
        isCollapsed ? 'w-15' : 'w-57',
      )}
    >
      <div className="flex h-13.5 items-center px-5">
        <Link to={paths.dashboard()} className="flex rounded-md">
          <Brand isCompact={isCollapsed} />
        </Link>
      </div>
      <div className="flex flex-1 flex-col gap-4 overflow-y-auto px-2.5 pt-1.5">
        <nav aria-label={t('shell.navigation')}>
          <RailList items={CUSTOMER_ITEMS} isCollapsed={isCollapsed} marks={marks} />
        </nav>
        {staffItems.length === 0 ? null : (
          <nav
            aria-label={t('shell.staffNavigation')}
            className="-mx-1 rounded-xl bg-staff-soft p-1"
          >
            <p
              className={cn(
                'px-2.5 pt-1.5 pb-1 text-sm font-medium text-staff-text',
                isCollapsed && 'sr-only',
              )}
            >
              {t('shell.staff')}
            </p>
            <RailList items={staffItems} isCollapsed={isCollapsed} marks={marks} isStaff />
          </nav>
        )}
      </div>
      <div className="p-2.5">
        <button
          type="button"
          aria-label={toggleLabel}
          title={toggleLabel}
          onClick={toggle}
          className="flex size-9 items-center justify-center rounded-lg text-ink-3 hover:bg-surface hover:text-ink"
        >
          <Toggle className="size-4.5 rtl:-scale-x-100" aria-hidden />
        </button>
      </div>
    </aside>
  );
}

function RailList({
  items,
  isCollapsed,
  marks,
  isStaff = false,
}: {
  items: readonly NavItem[];
  isCollapsed: boolean;
  marks: NavMarks;
  isStaff?: boolean;
}) {
  return (
    <ul className="flex flex-col gap-0.5">
      {items.map((item) => {
        const link = (
          <RailLink item={item} isCollapsed={isCollapsed} mark={marks[item.to]} isStaff={isStaff} />
        );
        return (
          <li key={item.to}>
            {isCollapsed ? (
              <Tooltip text={t(item.label)} side="right">
                {/* The tooltip needs one element that can hold its events. */}
                <span className="block">{link}</span>
              </Tooltip>
            ) : (
              link
            )}
          </li>
        );
      })}
    </ul>
  );
}

function RailLink({
  item,
  isCollapsed,
  mark,
  isStaff,
}: {
  item: NavItem;
  isCollapsed: boolean;
  mark: NavMark | undefined;
  isStaff: boolean;
}) {
  const Icon = item.icon;
  return (
    <Link
      to={item.to}
      activeOptions={{ includeSearch: false }}
      className={cn(
        'relative flex h-9 items-center gap-2.5 rounded-lg border border-transparent px-2.5 font-medium transition-colors',
        isStaff ? 'text-staff-text hover:bg-surface/60' : 'text-ink-2 hover:text-ink',
        'data-[status=active]:border-line data-[status=active]:bg-surface data-[status=active]:text-ink data-[status=active]:shadow-1',
      )}
    >
      <Icon className="size-4.5 shrink-0" aria-hidden />
      <span className={isCollapsed ? 'sr-only' : 'flex-1 truncate'}>{t(item.label)}</span>
      {isCollapsed ? null : mark?.count}
      {mark?.dot === undefined ? null : (
        <span className={isCollapsed ? 'absolute end-1 top-1 flex' : 'flex'}>{mark.dot}</span>
      )}
    </Link>
  );
}
