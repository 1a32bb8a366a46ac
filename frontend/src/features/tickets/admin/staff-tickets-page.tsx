import { useQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';

import { TablePage } from '@/components/table/table-page';
import type { ChangeSearch } from '@/components/table/table-search';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { staffTicketListQuery } from '@/features/tickets/admin/api';
import { ticketColumns } from '@/features/tickets/components/ticket-columns';
import { TicketFilters } from '@/features/tickets/components/ticket-filters';
import type { TicketSearch } from '@/features/tickets/search';
import { t } from '@/lib/i18n';
import type { StaffTicket } from '@/lib/models';
import { paths } from '@/lib/paths';
import { useFallbackInterval } from '@/lib/use-fallback-interval';

const columns = ticketColumns<StaffTicket>('staff', [
  {
    id: 'customer',
    header: t('staff.customer'),
    from: 'laptop',
    cell: (ticket) => <span title={ticket.customer.email}>{ticket.customer.username}</span>,
  },
]);
const pathOf = (ticket: StaffTicket) => paths.staffTicket(ticket.id);

export function StaffTicketsPage({
  search,
  onSearch,
}: {
  search: TicketSearch;
  onSearch: ChangeSearch<TicketSearch>;
}) {
  const list = useQuery({
    ...staffTicketListQuery(search),
    refetchInterval: useFallbackInterval(),
  });
  return (
    <>
      <PageHeader title={t('staff.ticketsTitle')} description={t('staff.ticketsText')} />
      <TablePage
        id="staff-tickets"
        label={t('staff.ticketsTitle')}
        columns={columns}
        list={list}
        nameOf={(ticket) => ticket.subject}
        pathOf={pathOf}
        search={search}
        onSearch={onSearch}
        searchLabel={t('staff.searchTickets')}
        filters={<TicketFilters audience="staff" search={search} onSearch={onSearch} />}
        empty={
          <EmptyState icon={Inbox} title={t('staff.ticketsEmpty')}>
            {t('staff.ticketsEmptyText')}
          </EmptyState>
        }
      />
    </>
  );
}
