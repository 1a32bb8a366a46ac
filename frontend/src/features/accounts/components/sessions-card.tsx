import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { ErrorState } from '@/components/ui/error-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { LoadingNote, Skeleton } from '@/components/ui/skeleton';
import { endSession, sessionsQuery } from '@/features/accounts/api';
import { TextLink } from '@/features/accounts/components/text-link';
import { deviceWords } from '@/features/accounts/user-agent';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';
import type { Session } from '@/lib/models';
import { paths } from '@/lib/paths';
import { showToast } from '@/lib/toast';

/** Where the person is signed in, and a way to end each of the others. */
export function SessionsCard() {
  const queryClient = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const [asked, setAsked] = useState<Session | null>(null);
  const end = useMutation({
    mutationFn: (session: Session) => endSession(session.id),
    onSuccess: () => {
      showToast({ tone: 'success', title: t('account.revoked') });
    },
    onError: (error) => {
      showToast({
        tone: 'danger',
        title: t('account.revokeFailed'),
        text: asApiError(error).message,
      });
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });

  return (
    <Card title={t('account.sessions')} isFlush>
      <p className="px-4 pt-3 text-pretty text-ink-2">
        {t('account.sessionsText')}{' '}
        <TextLink to={paths.forgotPassword()}>{t('account.changePassword')}</TextLink>
      </p>
      {sessions.data === undefined ? (
        sessions.isError ? (
          <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
        ) : (
          <div className="space-y-4 p-4">
            <LoadingNote />
            <Skeleton className="h-9 w-full" />
            <Skeleton className="h-9 w-full" />
          </div>
        )
      ) : (
        <ul className="divide-y divide-line px-4 pt-1">
          {sessions.data.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              onEnd={() => {
                setAsked(session);
              }}
            />
          ))}
        </ul>
      )}
      {asked === null ? null : (
        <ConfirmDialog
          open
          onOpenChange={() => {
            setAsked(null);
          }}
          title={t('account.revokeTitle')}
          description={t('account.revokeText', { device: deviceWords(asked.userAgent) })}
          confirmLabel={t('account.revoke')}
          onConfirm={() => {
            end.mutate(asked);
          }}
        />
      )}
    </Card>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const device = deviceWords(session.userAgent);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium" title={session.userAgent}>
            {device}
          </span>
          {session.isCurrent ? <Badge tone="success">{t('account.thisSession')}</Badge> : null}
        </p>
        <p className="text-sm text-ink-3">
          {session.address === null ? null : (
            <>
              <span className="font-mono">{session.address}</span> ·{' '}
            </>
          )}
          {t('account.lastSeen')} <RelativeTime at={session.lastSeenAt} /> · {t('account.signedIn')}{' '}
          <RelativeTime at={session.createdAt} />
        </p>
      </div>
      {session.isCurrent ? null : (
        <Button size="sm" aria-label={`${t('account.revoke')}: ${device}`} onClick={onEnd}>
          {t('account.revoke')}
        </Button>
      )}
    </li>
  );
}
