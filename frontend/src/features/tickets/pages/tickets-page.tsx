import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LifeBuoy } from 'lucide-react';

import { TablePage } from '@/components/table/table-page';
import type { ChangeSearch } from '@/components/table/table-search';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { ticketListQuery } from '@/features/tickets/api';
import { ticketColumns } from '@/features/tickets/components/ticket-columns';
import { TicketFilters } from '@/features/tickets/components/ticket-filters';
import type { TicketSearch } from '@/features/tickets/search';
import { t } from '@/lib/i18n';
import type { Ticket } from '@/lib/models';
import { paths } from '@/lib/paths';
import { useFallbackInterval } from '@/lib/use-fallback-interval';

const columns = ticketColumns<Ticket>('customer');
const pathOf = (ticket: Ticket) => paths.ticket(ticket.id);

export function TicketsPage({
  search,
  onSearch,
}: {
  search: TicketSearch;
  onSearch: ChangeSearch<TicketSearch>;
}) {
  const list = useQuery({
    ...ticketListQuery(search),
    refetchInterval: useFallbackInterval(),
  });
  return (
    <>
      <PageHeader
        title={t('tickets.title')}
        actions={
          <Button asChild variant="primary">
            <Link to={paths.newTicket()}>{t('tickets.new')}</Link>
          </Button>
        }
      />
      <TablePage
        id="tickets"
        label={t('tickets.title')}
        columns={columns}
        list={list}
        nameOf={(ticket) => ticket.subject}
        pathOf={pathOf}
        search={search}
        onSearch={onSearch}
        searchLabel={t('tickets.search')}
        filters={<TicketFilters audience="customer" search={search} onSearch={onSearch} />}
        empty={
          <EmptyState
            icon={LifeBuoy}
            title={t('tickets.emptyTitle')}
            action={
              <Button asChild>
                <Link to={paths.newTicket()}>{t('tickets.new')}</Link>
              </Button>
            }
          >
            {t('tickets.emptyText')}
          </EmptyState>
        }
      />
    </>
  );
}
