import type { Account } from '@/lib/models';

/** What the staff pages ask for. The server decides; this only hides what would be refused. */
export type Permission =
  'tickets.read' | 'tickets.answer' | 'users.read' | 'jobs.read' | 'jobs.retry';

export function can(account: Pick<Account, 'permissions'>, permission: Permission): boolean {
  return account.permissions.includes(permission);
}

/** Staff are those who may open at least one staff page. */
export function isStaff(account: Pick<Account, 'permissions'>): boolean {
  return (['tickets.read', 'users.read', 'jobs.read'] as const).some((each) => can(account, each));
}
