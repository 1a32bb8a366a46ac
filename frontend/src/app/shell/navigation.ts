import {
  CircleUserRound,
  Inbox,
  LayoutDashboard,
  LifeBuoy,
  ListChecks,
  type LucideIcon,
  Server,
  UsersRound,
} from 'lucide-react';

import { type MessageKey } from '@/lib/i18n';
import type { Account } from '@/lib/models';
import { paths } from '@/lib/paths';
import { can, type Permission } from '@/lib/permissions';

export interface NavItem {
  label: MessageKey;
  to: string;
  icon: LucideIcon;
}

export const CUSTOMER_ITEMS: readonly NavItem[] = [
  { label: 'shell.dashboard', to: paths.dashboard(), icon: LayoutDashboard },
  { label: 'shell.servers', to: paths.servers(), icon: Server },
  { label: 'shell.support', to: paths.tickets(), icon: LifeBuoy },
  { label: 'shell.account', to: paths.account(), icon: CircleUserRound },
];

const STAFF_ITEMS: readonly (NavItem & { needs: Permission })[] = [
  { label: 'shell.staffTickets', to: paths.staffTickets(), icon: Inbox, needs: 'tickets.read' },
  { label: 'shell.staffUsers', to: paths.staffUsers(), icon: UsersRound, needs: 'users.read' },
  { label: 'shell.staffJobs', to: paths.staffJobs(), icon: ListChecks, needs: 'jobs.read' },
];

/** The staff pages this person may open; empty for customers. */
export function staffItemsFor(account: Pick<Account, 'permissions'>): NavItem[] {
  return STAFF_ITEMS.filter((item) => can(account, item.needs));
}
