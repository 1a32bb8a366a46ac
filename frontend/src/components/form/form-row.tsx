import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';

import { t } from '@/lib/i18n';

/** What a control needs to be tied to its label, help and error. */
export interface ControlIds {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

/** Label above, help below, error under the field. The one place where the three are wired. */
export function FormRow({
  label,
  help: helpAlways,
  error,
  isOptional = false,
  children,
}: {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
  isOptional?: boolean;
  children: (control: ControlIds) => ReactNode;
}) {
  // An error says what to do in the place of the sentence that said it before.
  const help = error !== undefined && typeof helpAlways === 'string' ? undefined : helpAlways;
  const id = useId();
  const helpId = `${id}-help`;
  const errorId = `${id}-error`;
  const described = [error === undefined ? null : errorId, help === undefined ? null : helpId]
    .filter((each) => each !== null)
    .join(' ');
  return (
    <div data-slot="form-row">
      <div className="mb-1.5">
        <label htmlFor={id} className="font-medium">
          {label}
          {isOptional ? (
            <span className="font-normal text-ink-3"> ({t('form.optional')})</span>
          ) : null}
        </label>
      </div>
      {children({
        id,
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(error === undefined ? {} : { 'aria-invalid': true as const }),
      })}
      {error === undefined ? null : <FieldError id={errorId}>{error}</FieldError>}
      {help === undefined ? null : (
        <div id={helpId} className="mt-1.5 text-sm text-ink-3">
          {help}
        </div>
      )}
    </div>
  );
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="mt-1.5 flex items-start gap-1.5 text-sm text-danger-text">
      <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
      <span>{children}</span>
    </p>
  );
}
