import type { Column } from '@/components/table/column';
import { Badge } from '@/components/ui/badge';
import { RelativeTime } from '@/components/ui/relative-time';
import { Status } from '@/components/ui/status';
import { type Audience, PRIORITY_TONES, ticketLook } from '@/features/tickets/ticket-states';
import { UNKNOWN } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { Ticket } from '@/lib/models';

/** The columns of a list of tickets, in the words of its audience. */
export function ticketColumns<Row extends Ticket>(
  audience: Audience,
  extra: readonly Column<Row>[] = [],
): readonly Column<Row>[] {
  return [
    {
      id: 'subject',
      header: t('tickets.subject'),
      cell: (ticket) => (
        <span className="line-clamp-3 wrap-anywhere sm:line-clamp-2" title={ticket.subject}>
          <span className="tabular text-ink-3">#{ticket.id}</span> {ticket.subject}
        </span>
      ),
      skeleton: 'w-48',
    },
    {
      id: 'status',
      header: t('tickets.status'),
      cell: (ticket) => <Status {...ticketLook(ticket.status, audience)} />,
      skeleton: 'w-32',
    },
    ...extra,
    {
      id: 'priority',
      header: t('tickets.priority'),
      from: 'laptop',
      cell: (ticket) => (
        <Badge tone={PRIORITY_TONES[ticket.priority]}>
          {t(`tickets.priorityWord.${ticket.priority}`)}
        </Badge>
      ),
      skeleton: 'w-16',
    },
    {
      id: 'department',
      header: t('tickets.department'),
      from: 'desktop',
      cell: (ticket) => (
        <span className="whitespace-nowrap text-ink-2">{ticket.department.name}</span>
      ),
    },
    {
      id: 'server',
      header: t('tickets.server'),
      from: 'desktop',
      cell: (ticket) => <span className="text-ink-2">{ticket.server?.name ?? UNKNOWN}</span>,
    },
    {
      id: 'lastMessageAt',
      header: t('tickets.updated'),
      sort: 'lastMessageAt',
      from: 'tablet',
      align: 'end',
      cell: (ticket) => (
        <span className="text-ink-3">
          <RelativeTime at={ticket.lastMessageAt} />
        </span>
      ),
    },
  ];
}
