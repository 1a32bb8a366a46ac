import { useQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';

import type { Column } from '@/components/table/column';
import { TablePage } from '@/components/table/table-page';
import type { ChangeSearch } from '@/components/table/table-search';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import { Status, type StatusLook } from '@/components/ui/status';
import { peopleQuery } from '@/features/accounts/admin/api';
import type { PeopleSearch } from '@/features/accounts/search';
import { t } from '@/lib/i18n';
import type { Person } from '@/lib/models';

function personLook(person: Person): StatusLook {
  if (person.isSuspended) return { shape: 'triangle', tone: 'danger', label: t('staff.suspended') };
  if (!person.isVerified) return { shape: 'half', tone: 'warning', label: t('staff.unverified') };
  return { shape: 'filled', tone: 'success', label: t('staff.verified') };
}

const columns: readonly Column<Person>[] = [
  {
    id: 'username',
    header: t('staff.username'),
    cell: (person) => <span className="font-medium">{person.username}</span>,
  },
  { id: 'state', header: t('staff.state'), cell: (person) => <Status {...personLook(person)} /> },
  {
    id: 'email',
    header: t('staff.email'),
    from: 'tablet',
    cell: (person) => (
      <span className="inline-flex items-center gap-1 text-ink-2">
        {person.email}
        <CopyButton value={person.email} what={t('staff.email')} />
      </span>
    ),
    skeleton: 'w-44',
  },
  {
    id: 'role',
    header: t('staff.role'),
    from: 'tablet',
    cell: (person) => (
      <Badge tone={person.role === 'customer' ? 'neutral' : 'staff'}>
        <span className="inline-block first-letter:uppercase">{person.role}</span>
      </Badge>
    ),
    skeleton: 'w-16',
  },
  {
    id: 'createdAt',
    header: t('staff.created'),
    from: 'desktop',
    align: 'end',
    cell: (person) => <RelativeTime at={person.createdAt} />,
  },
];

/** Everybody with an account, for staff. */
export function PeoplePage({
  search,
  onSearch,
}: {
  search: PeopleSearch;
  onSearch: ChangeSearch<PeopleSearch>;
}) {
  const list = useQuery(peopleQuery(search));
  return (
    <>
      <PageHeader title={t('staff.usersTitle')} description={t('staff.usersText')} />
      <TablePage
        id="people"
        label={t('staff.usersTitle')}
        columns={columns}
        list={list}
        nameOf={(person) => person.username}
        search={search}
        onSearch={onSearch}
        searchLabel={t('staff.searchUsers')}
        empty={<EmptyState icon={UsersRound} title={t('staff.usersEmpty')} />}
      />
    </>
  );
}
