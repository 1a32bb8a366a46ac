import type { ReactNode } from 'react';

import { RelativeTime } from '@/components/ui/relative-time';
import { cn } from '@/lib/cn';

export type FeedTone = 'accent' | 'success' | 'danger' | 'neutral';

export interface FeedEntry {
  id: string;
  tone: FeedTone;
  text: ReactNode;
  detail?: ReactNode;
  at: string;
}

const DOTS: Record<FeedTone, string> = {
  accent: 'bg-accent',
  success: 'bg-success',
  danger: 'bg-danger',
  neutral: 'bg-line-strong',
};

/** What happened, newest first. The dot only underlines what the words say. */
export function Feed({ entries }: { entries: readonly FeedEntry[] }) {
  return (
    <ol data-slot="feed" className="px-4 py-2">
      {entries.map((entry) => (
        <li key={entry.id} className="flex items-baseline gap-3.5 py-2">
          <span aria-hidden className={cn('size-2 shrink-0 rounded-full', DOTS[entry.tone])} />
          <div className="min-w-0 flex-1 text-pretty">
            <div>{entry.text}</div>
            {entry.detail === undefined ? null : (
              <div className="text-sm text-ink-3">{entry.detail}</div>
            )}
          </div>
          <span className="text-sm text-ink-3">
            <RelativeTime at={entry.at} />
          </span>
        </li>
      ))}
    </ol>
  );
}
