import { CopyButton } from '@/components/ui/copy-button';
import { UNKNOWN } from '@/lib/format';
import { t } from '@/lib/i18n';

/** A value one may want to paste, in monospace with its copy button. */
export function CopyableValue({
  value,
  what = t('servers.address'),
}: {
  value: string | null;
  what?: string;
}) {
  if (value === null) return <span className="text-ink-3">{UNKNOWN}</span>;
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="min-w-0 font-mono text-sm wrap-anywhere text-ink-2">{value}</span>
      <CopyButton value={value} what={what} />
    </span>
  );
}
