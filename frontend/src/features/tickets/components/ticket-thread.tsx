import { type ReactNode, useState } from 'react';

import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { type Description, DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import { Status } from '@/components/ui/status';
import { type ThreadActions, useTicketState } from '@/features/tickets/api';
import { MessageList } from '@/features/tickets/components/message-list';
import { ReplyForm } from '@/features/tickets/components/reply-form';
import { type Audience, PRIORITY_TONES, ticketLook } from '@/features/tickets/ticket-states';
import { t } from '@/lib/i18n';
import type { TicketDetail } from '@/lib/models';

/** A ticket from both sides: messages, reply, facts, close and reopen. */
export function TicketThread({
  ticket,
  audience,
  actions,
  crumb,
  facts,
  canAnswer = true,
}: {
  ticket: TicketDetail;
  audience: Audience;
  actions: ThreadActions;
  crumb: { label: string; to: string };
  facts: readonly Description[];
  canAnswer?: boolean;
}) {
  const isClosed = ticket.status === 'closed';
  return (
    <>
      <PageHeader
        title={ticket.subject}
        documentTitle={`${t('tickets.number', { id: ticket.id })}: ${ticket.subject}`}
        crumbs={[crumb, { label: t('tickets.number', { id: ticket.id }) }]}
        beside={<Status {...ticketLook(ticket.status, audience)} />}
        {...(canAnswer ? { actions: <StateButton ticket={ticket} actions={actions} /> } : {})}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <MessageList messages={ticket.messages} />
          {isClosed ? <Alert tone="info">{t('tickets.reply.closed')}</Alert> : null}
          {isClosed || !canAnswer ? null : (
            <Card className="print:hidden">
              <ReplyForm
                draftName={`${audience}-ticket-${String(ticket.id)}`}
                onReply={actions.reply}
              />
            </Card>
          )}
        </div>
        <Facts ticket={ticket}>{facts}</Facts>
      </div>
    </>
  );
}

function Facts({ ticket, children }: { ticket: TicketDetail; children: readonly Description[] }) {
  const items: { term: string; value: ReactNode }[] = [
    ...children,
    { term: t('tickets.department'), value: ticket.department.name },
    {
      term: t('tickets.priority'),
      value: (
        <Badge tone={PRIORITY_TONES[ticket.priority]}>
          {t(`tickets.priorityWord.${ticket.priority}`)}
        </Badge>
      ),
    },
    { term: t('tickets.opened'), value: <RelativeTime at={ticket.createdAt} /> },
    { term: t('tickets.updated'), value: <RelativeTime at={ticket.lastMessageAt} /> },
  ];
  return (
    <Card title={t('tickets.about')}>
      <div className="-my-2">
        <DescriptionList items={items} />
      </div>
    </Card>
  );
}

function StateButton({ ticket, actions }: { ticket: TicketDetail; actions: ThreadActions }) {
  const [isAsking, setIsAsking] = useState(false);
  const state = useTicketState(ticket.id, actions);
  const isClosed = ticket.status === 'closed';
  return (
    <>
      <Button
        isHeld={state.isPending}
        onClick={() => {
          if (isClosed) state.mutate('reopen');
          else setIsAsking(true);
        }}
      >
        {isClosed ? t('tickets.reopen') : t('tickets.close')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        isDangerous={false}
        title={t('tickets.closeTitle', { id: ticket.id })}
        description={t('tickets.closeText')}
        confirmLabel={t('tickets.close')}
        onConfirm={() => {
          state.mutate('close');
        }}
      />
    </>
  );
}
