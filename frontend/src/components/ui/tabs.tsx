import * as Primitive from '@radix-ui/react-tabs';
import type { ReactNode } from 'react';

import { readingDirection } from '@/lib/direction';

export interface Tab<Value extends string> {
  value: Value;
  label: string;
  content: ReactNode;
}

/** Sections of one thing. The chosen one lives in the URL, so the owner of the URL gives `value`. */
export function Tabs<Value extends string>({
  value,
  onChange,
  tabs,
  label,
}: {
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly Tab<Value>[];
  label: string;
}) {
  return (
    <Primitive.Root
      data-slot="tabs"
      value={value}
      // Else Radix writes its own, from left to right.
      dir={readingDirection()}
      onValueChange={(next) => {
        onChange(next as Value);
      }}
    >
      <Primitive.List
        aria-label={label}
        className="mb-5 flex gap-5 overflow-x-auto border-b border-line"
      >
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px shrink-0 border-b-2 border-transparent py-2.5 font-medium text-ink-2 transition-colors hover:text-ink focus-visible:outline-offset-[-2px] data-[state=active]:border-accent data-[state=active]:text-ink print:data-[state=inactive]:hidden"
          >
            {tab.label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.value} value={tab.value} className="rounded-lg">
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
