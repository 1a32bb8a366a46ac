import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Card } from '@/components/ui/card';
import { Feed, type FeedTone } from '@/components/ui/feed';
import { t } from '@/lib/i18n';
import type { ActivityEntry } from '@/lib/models';
import { paths } from '@/lib/paths';

function toneOf(kind: string): FeedTone {
  if (kind.includes('failed')) return 'danger';
  if (kind.startsWith('server')) return 'success';
  return kind.startsWith('ticket') ? 'accent' : 'neutral';
}

function wordsOf(entry: ActivityEntry): ReactNode {
  const to =
    entry.serverId != null
      ? paths.server(entry.serverId)
      : entry.ticketId != null
        ? paths.ticket(entry.ticketId)
        : null;
  if (to === null) return entry.text;
  return (
    <Link to={to} className="rounded-sm hover:underline">
      {entry.text}
    </Link>
  );
}

/** The latest of everything: servers, tickets, sign-ins. */
export function OverviewActivity({ entries }: { entries: readonly ActivityEntry[] }) {
  return (
    <Card title={t('overview.activity')} isFlush>
      {entries.length === 0 ? (
        <p className="px-4 py-6 text-center text-pretty text-ink-2">{t('overview.activityEmpty')}</p>
      ) : (
        <Feed
          entries={entries.map((entry, index) => ({
            id: `${entry.at}-${String(index)}`,
            tone: toneOf(entry.kind),
            text: wordsOf(entry),
            at: entry.at,
          }))}
        />
      )}
    </Card>
  );
}
