import type { ReactNode } from 'react';

export interface Description {
  term: string;
  value: ReactNode;
}

/** Facts as lines: the name at the start, the value at the end. */
export function DescriptionList({ items }: { items: readonly Description[] }) {
  return (
    <dl data-slot="description-list" className="divide-y divide-line">
      {items.map((item) => (
        <div key={item.term} className="flex min-h-10 items-center justify-between gap-4 py-1.5">
          <dt className="shrink-0 text-ink-3">{item.term}</dt>
          <dd className="min-w-0 text-end wrap-anywhere">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
