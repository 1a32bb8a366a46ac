import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';
import { showToast } from '@/lib/toast';

const SHOWN_MS = 1600;

/** Rejects also where there is no clipboard at all, as on a page that came without TLS. */
async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

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
        copy(value).then(
          () => {
            setIsCopied(true);
          },
          () => {
            showToast({
              tone: 'danger',
              title: t('actions.copyFailed', { what }),
              text: t('actions.copyFailedText'),
            });
          },
        );
      }}
      className={cn(
        'inline-flex size-6 shrink-0 items-center justify-center rounded-md align-middle hover:bg-sunken hover:text-ink print:hidden pointer-coarse:size-8',
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
