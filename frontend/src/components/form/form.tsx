import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { FieldValues, UseFormReturn } from 'react-hook-form';

import { FormBusyContext } from '@/components/form/form-state';
import { type FormRefusal, placeServerErrors } from '@/components/form/server-errors';
import { Alert } from '@/components/ui/alert';
import { t } from '@/lib/i18n';

/**
 * One column of fields that is sent once. `onSubmit` may throw: refusals land on the fields they
 * name, the rest above the form. `renderRefusal` replaces those words where more can be offered.
 */
export function Form<Values extends FieldValues, Parsed extends FieldValues>({
  form,
  onSubmit,
  renderRefusal,
  children,
  label,
}: {
  form: UseFormReturn<Values, unknown, Parsed>;
  onSubmit: (values: Parsed) => Promise<void>;
  renderRefusal?: (refusal: FormRefusal) => ReactNode;
  children: ReactNode;
  label?: string;
}) {
  const [refusal, setRefusal] = useState<FormRefusal | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  // State arrives a frame late; a double press within that frame must not send twice.
  const isSending = useRef(false);
  // By way of the query client, which is told when an answer says that the session is gone.
  const { mutateAsync } = useMutation({ mutationFn: onSubmit });

  const send = async (values: Parsed) => {
    if (isSending.current) return;
    isSending.current = true;
    // At once: what is typed before the fields are held would be lost with the answer.
    flushSync(() => {
      setIsBusy(true);
      setRefusal(null);
    });
    try {
      await mutateAsync(values);
    } catch (error) {
      setRefusal(placeServerErrors<Values>(form, error));
    } finally {
      isSending.current = false;
      setIsBusy(false);
    }
  };

  return (
    <FormBusyContext value={isBusy}>
      <form
        data-slot="form"
        noValidate
        aria-label={label}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          void form.handleSubmit(send)(event);
        }}
      >
        {refusal === null ? null : (renderRefusal?.(refusal) ?? <RefusalAlert refusal={refusal} />)}
        {children}
      </form>
    </FormBusyContext>
  );
}

function RefusalAlert({ refusal }: { refusal: FormRefusal }) {
  return (
    <Alert tone="danger" isUrgent>
      <p>{refusal.message}</p>
      {refusal.requestId === null ? null : (
        <p className="text-xs">
          {t('errors.reference')}: <code className="font-mono select-all">{refusal.requestId}</code>
        </p>
      )}
    </Alert>
  );
}
