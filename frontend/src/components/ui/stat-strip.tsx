import type { ReactNode } from 'react';

export interface Stat {
  label: string;
  value: ReactNode;
  note?: ReactNode;
}

/** A few figures side by side, parted by lines; two by two on phones. */
export function StatStrip({ stats }: { stats: readonly Stat[] }) {
  return (
    <dl
      data-slot="stat-strip"
      // The gap shows the line colour behind, so the grid parts itself in any number of columns.
      className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-line bg-line shadow-1 lg:grid-cols-4"
    >
      {stats.map((stat) => (
        <div key={stat.label} className="flex flex-col bg-surface px-4 py-3.5">
          <dt className="text-sm text-ink-3">{stat.label}</dt>
          <dd className="mt-0.5 flex flex-wrap items-baseline gap-x-1.5">
            <span className="text-lg font-semibold tracking-tight">{stat.value}</span>
            {stat.note === undefined ? null : (
              <span className="text-sm text-ink-3">{stat.note}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
