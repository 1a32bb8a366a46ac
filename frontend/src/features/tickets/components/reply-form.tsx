import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod/mini';

import { TextareaField } from '@/components/form/fields';
import { Form } from '@/components/form/form';
import { SubmitButton } from '@/components/form/submit-button';
import { type ThreadActions, useTicketsChanged } from '@/features/tickets/api';
import { messageSchema } from '@/features/tickets/message-schema';
import { readDraft, useDraft } from '@/features/tickets/use-draft';
import { t } from '@/lib/i18n';
import { showToast } from '@/lib/toast';
import { useIdempotencyKey } from '@/lib/use-idempotency-key';

const replySchema = z.object({ message: messageSchema });

/** Where one writes on. What is typed survives a reload; Ctrl-Enter sends. */
export function ReplyForm({
  draftName,
  onReply,
}: {
  draftName: string;
  onReply: ThreadActions['reply'];
}) {
  const changed = useTicketsChanged();
  const { keyFor, done } = useIdempotencyKey();
  const form = useForm({
    resolver: zodResolver(replySchema),
    defaultValues: { message: readDraft(draftName) },
  });
  const message = useWatch({ control: form.control, name: 'message' });
  const draft = useDraft(draftName, message);

  return (
    <Form
      form={form}
      label={t('tickets.reply.form')}
      onSubmit={async (values) => {
        await onReply(values.message, keyFor(values.message));
        done();
        draft.drop();
        form.reset({ message: '' });
        showToast({ tone: 'success', title: t('tickets.reply.sent') });
        // Not waited for: the next reply can be written while the thread is on its way.
        void changed();
      }}
    >
      <TextareaField
        control={form.control}
        name="message"
        label={t('tickets.reply.label')}
        help={draft.isKept ? t('tickets.reply.draftKept') : t('tickets.form.messageHelp')}
        input={{
          onKeyDown: (event) => {
            const { form: element, value } = event.currentTarget;
            // A second press finds the field emptied by the first, which is no mistake of theirs.
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && value.trim() !== '')
              element?.requestSubmit();
          },
        }}
      />
      <div className="flex justify-end">
        <SubmitButton busyLabel={t('tickets.reply.busy')}>{t('tickets.reply.submit')}</SubmitButton>
      </div>
    </Form>
  );
}
