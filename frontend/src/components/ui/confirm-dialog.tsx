import { type ReactNode, useId, useState } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { t } from '@/lib/i18n';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  /** A verb: "Power off". */
  confirmLabel: string;
  onConfirm: () => void;
  /** When given, the button works only after this name was typed. */
  typedName?: string;
  isDangerous?: boolean;
  cancelLabel?: string;
}

/** Asks before an act that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  // Keyed by openness: what was typed last time is gone the next time.
  return <ConfirmDialogBody key={String(props.open)} {...props} />;
}

function ConfirmDialogBody({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  onConfirm,
  typedName,
  isDangerous = true,
  cancelLabel = t('actions.cancel'),
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState('');
  const inputId = useId();
  const isReady = typedName === undefined || typed.trim() === typedName;
  const confirm = () => {
    if (!isReady) return;
    // First the act: whoever listens to the closing may take it for a "no".
    onConfirm();
    onOpenChange(false);
  };
  return (
    <Dialog
      role="alertdialog"
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      footer={
        <>
          <Button
            onClick={() => {
              onOpenChange(false);
            }}
          >
            {cancelLabel}
          </Button>
          <Button
            variant={isDangerous ? 'danger' : 'primary'}
            disabled={!isReady}
            onClick={confirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      {typedName === undefined ? null : (
        <form
          className="mt-4"
          onSubmit={(event) => {
            event.preventDefault();
            confirm();
          }}
        >
          <label htmlFor={inputId} className="mb-1.5 block font-medium">
            {t('form.typeToConfirm', { name: typedName })}
          </label>
          <Input
            id={inputId}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.target.value);
            }}
          />
        </form>
      )}
    </Dialog>
  );
}
