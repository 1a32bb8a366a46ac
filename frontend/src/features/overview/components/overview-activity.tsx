import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Card } from '@/components/ui/card';
import { Feed, type FeedTone } from '@/components/ui/feed';
import { t } from '@/lib/i18n';
import type { ActivityEntry } from '@/lib/models';
import { paths } from '@/lib/paths';

/** How another feature tells one act, to follow the server's name. */
export type DescribeActivity = (entry: ActivityEntry) => { tone: FeedTone; words: ReactNode };

/** The latest acts on any of the person's servers. */
export function OverviewActivity({
  entries,
  describe,
}: {
  entries: readonly ActivityEntry[];
  describe: DescribeActivity;
}) {
  return (
    <Card title={t('overview.activity')} isFlush>
      {entries.length === 0 ? (
        <p className="px-4 py-6 text-center text-pretty text-ink-2">
          {t('overview.activityEmpty')}
        </p>
      ) : (
        <Feed
          entries={entries.map((entry) => {
            const { tone, words } = describe(entry);
            return {
              id: String(entry.id),
              tone,
              text: (
                <>
                  <Link
                    to={paths.server(entry.serverId)}
                    className="rounded-sm font-medium hover:underline"
                  >
                    {entry.serverName}
                  </Link>{' '}
                  {words}
                </>
              ),
              detail: entry.reason ?? undefined,
              at: entry.createdAt,
            };
          })}
        />
      )}
    </Card>
  );
}
