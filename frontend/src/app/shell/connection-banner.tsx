import { CloudOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';

import { t } from '@/lib/i18n';
import { useConnectionState } from '@/lib/live-events';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** One line while live updates do not arrive, so that nobody trusts an old value. */
export function ConnectionBanner() {
  const connection = useConnectionState();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  const text = !isOnline
    ? t('shell.offline')
    : connection === 'lost'
      ? t('shell.connectionLost')
      : null;
  return (
    <div role="status">
      {text === null ? null : (
        <p className="flex items-center gap-2 border-b border-line bg-warning-soft px-4 py-1.5 text-sm text-warning-text md:px-6">
          <CloudOff className="size-4 shrink-0" aria-hidden />
          {text}
        </p>
      )}
    </div>
  );
}
