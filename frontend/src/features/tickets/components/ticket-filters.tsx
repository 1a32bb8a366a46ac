import { useQuery } from '@tanstack/react-query';

import { FilterChip } from '@/components/table/filter-chip';
import { changeSearch, type ChangeSearch } from '@/components/table/table-search';
import { departmentsQuery } from '@/features/tickets/api';
import type { TicketSearch } from '@/features/tickets/search';
import { type Audience, TICKET_STATUSES, ticketLook } from '@/features/tickets/ticket-states';
import { t } from '@/lib/i18n';

export function TicketFilters({
  audience,
  search,
  onSearch,
}: {
  audience: Audience;
  search: TicketSearch;
  onSearch: ChangeSearch<TicketSearch>;
}) {
  const departments = useQuery(departmentsQuery).data ?? [];
  return (
    <>
      <FilterChip
        label={t('tickets.status')}
        value={search.status}
        options={TICKET_STATUSES.map((value) => ({
          value,
          label: ticketLook(value, audience).label,
        }))}
        onChange={(value) => {
          onSearch(
            changeSearch(search, { status: TICKET_STATUSES.find((each) => each === value) }),
          );
        }}
      />
      <FilterChip
        label={t('tickets.department')}
        value={search.departmentId === undefined ? undefined : String(search.departmentId)}
        options={departments.map(({ id, name }) => ({ value: String(id), label: name }))}
        onChange={(value) => {
          onSearch(
            changeSearch(search, { departmentId: value === undefined ? undefined : Number(value) }),
          );
        }}
      />
    </>
  );
}
