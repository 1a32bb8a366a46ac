import type { ReactNode } from 'react';

import { RelativeTime } from '@/components/ui/relative-time';
import { type StatusLook, StatusMark } from '@/components/ui/status';

export type FeedTone = 'accent' | 'success' | 'danger' | 'neutral';

export interface FeedEntry {
  id: string;
  tone: FeedTone;
  text: ReactNode;
  detail?: ReactNode;
  at: string;
}

const MARKS: Record<FeedTone, Pick<StatusLook, 'shape' | 'tone'>> = {
  accent: { shape: 'half', tone: 'info' },
  success: { shape: 'filled', tone: 'success' },
  danger: { shape: 'triangle', tone: 'danger' },
  neutral: { shape: 'hollow', tone: 'neutral' },
};

/** What happened, newest first. The mark only underlines what the words say. */
export function Feed({ entries }: { entries: readonly FeedEntry[] }) {
  return (
    <ol data-slot="feed" className="px-4 py-2">
      {entries.map((entry) => (
        <li key={entry.id} className="flex items-baseline gap-3.5 py-2">
          <StatusMark {...MARKS[entry.tone]} />
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
