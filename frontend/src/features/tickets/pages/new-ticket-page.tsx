import { zodResolver } from '@hookform/resolvers/zod';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod/mini';

import { SelectField, TextareaField, TextField } from '@/components/form/fields';
import { Form } from '@/components/form/form';
import { SubmitButton } from '@/components/form/submit-button';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page-header';
import { departmentsQuery, openTicket, useTicketsChanged } from '@/features/tickets/api';
import {
  type NamedServer,
  ServerField,
  type ServerSearch,
} from '@/features/tickets/components/server-field';
import { messageSchema } from '@/features/tickets/message-schema';
import { PRIORITIES } from '@/features/tickets/ticket-states';
import { readDraft, useDraft } from '@/features/tickets/use-draft';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { showToast } from '@/lib/toast';
import { useIdempotencyKey } from '@/lib/use-idempotency-key';

const newTicketSchema = z.object({
  subject: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, t('tickets.form.subjectMissing')),
      z.maxLength(200, t('tickets.form.subjectLong')),
    ),
  departmentId: z.string().check(z.minLength(1, t('tickets.form.departmentMissing'))),
  priority: z.enum(PRIORITIES),
  serverId: z.string(),
  message: messageSchema,
});

export function NewTicketPage({
  servers,
  serversNote,
  serverSearch,
  serverId,
  draftName,
  onOpened,
}: {
  servers: readonly NamedServer[];
  /** Why they are not there. */
  serversNote: string | undefined;
  serverSearch: ServerSearch | null;
  /** Chosen already when one comes from a server's page. */
  serverId: number | undefined;
  /** What is typed is kept under it until the ticket is open or given up: a session may end in between. */
  draftName: string;
  /** Resolves when the ticket's page is there: until then the form stays sent. */
  onOpened: (ticketId: number) => Promise<void>;
}) {
  const departments = useQuery(departmentsQuery);
  const changed = useTicketsChanged();
  const { keyFor } = useIdempotencyKey();
  const isSent = useRef(false);
  const form = useForm({
    resolver: zodResolver(newTicketSchema),
    defaultValues: {
      subject: readDraft(`${draftName}.subject`),
      departmentId: '',
      priority: 'medium' as (typeof PRIORITIES)[number],
      serverId: serverId === undefined ? '' : String(serverId),
      message: readDraft(`${draftName}.message`),
    },
  });
  const [subject, message] = useWatch({ control: form.control, name: ['subject', 'message'] });
  const drafts = [
    useDraft(`${draftName}.subject`, subject),
    useDraft(`${draftName}.message`, message),
  ];
  const dropDrafts = () => {
    for (const draft of drafts) draft.drop();
  };

  const submit = async ({
    subject,
    message,
    priority,
    ...ids
  }: z.infer<typeof newTicketSchema>) => {
    const body = {
      subject,
      message,
      priority,
      departmentId: Number(ids.departmentId),
      // The address may name one that does not exist: it is not shown as chosen, and not sent.
      ...(ids.serverId === '' ||
      (ids.serverId === String(serverId) && !servers.some(({ id }) => id === serverId))
        ? {}
        : { serverId: Number(ids.serverId) }),
    };
    const ticket = await openTicket(body, keyFor(body));
    isSent.current = true;
    dropDrafts();
    void changed();
    showToast({ tone: 'success', title: t('tickets.form.opened', { id: ticket.id }) });
    await onOpened(ticket.id);
  };

  return (
    <div className="max-w-2xl">
      <PageHeader
        title={t('tickets.form.title')}
        crumbs={[
          { label: t('tickets.title'), to: paths.tickets() },
          { label: t('tickets.form.title') },
        ]}
        description={t('tickets.form.text')}
      />
      <UnsavedGuard isDirty={form.formState.isDirty} isSent={isSent} onLeave={dropDrafts} />
      <Card>
        {departments.isError && departments.data === undefined ? (
          <ErrorState error={departments.error} onRetry={() => void departments.refetch()} />
        ) : (
          <Form form={form} onSubmit={submit} label={t('tickets.form.title')}>
            <TextField
              control={form.control}
              name="subject"
              label={t('tickets.form.subject')}
              input={{ autoComplete: 'off' }}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <SelectField
                control={form.control}
                name="departmentId"
                label={t('tickets.form.department')}
                placeholder={t('tickets.form.departmentPlaceholder')}
                options={(departments.data ?? []).map(({ id, name }) => ({
                  value: String(id),
                  label: name,
                }))}
              />
              <SelectField
                control={form.control}
                name="priority"
                label={t('tickets.form.priority')}
                help={t('tickets.form.priorityHelp')}
                options={PRIORITIES.map((value) => ({
                  value,
                  label: t(`tickets.priorityWord.${value}`),
                }))}
              />
            </div>
            <ServerField
              control={form.control}
              name="serverId"
              servers={servers}
              search={serverSearch}
              note={serversNote}
            />
            <TextareaField
              control={form.control}
              name="message"
              label={t('tickets.form.message')}
              help={t('tickets.form.messageHelp')}
              input={{ rows: 8 }}
            />
            <div className="flex justify-end">
              <SubmitButton busyLabel={t('tickets.form.busy')}>
                {t('tickets.form.submit')}
              </SubmitButton>
            </div>
          </Form>
        )}
      </Card>
    </div>
  );
}
