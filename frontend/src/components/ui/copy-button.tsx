import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';

const SHOWN_MS = 1600;

/** Copies `value`; `what` names it ("address") for those who cannot see beside what it stands. */
export function CopyButton({
  value,
  what,
  className,
}: {
  value: string;
  what: string;
  className?: string;
}) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => {
      setIsCopied(false);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isCopied]);

  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      data-slot="copy-button"
      aria-label={t('actions.copy', { what })}
      title={isCopied ? t('actions.copied') : t('actions.copy', { what })}
      onClick={() => {
        void navigator.clipboard.writeText(value).then(() => {
          setIsCopied(true);
        });
      }}
      className={cn(
        'inline-flex size-6 shrink-0 items-center justify-center rounded-md align-middle hover:bg-sunken hover:text-ink pointer-coarse:size-8',
        isCopied ? 'text-success-text' : 'text-ink-3',
        className,
      )}
    >
      <Icon className="size-3.5" aria-hidden />
      <span role="status" className="sr-only">
        {isCopied ? t('actions.copied') : ''}
      </span>
    </button>
  );
}
