import { Search, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useEffect, useId, useState } from 'react';

import { LONGEST_QUERY, PAGE_SIZES } from '@/components/table/table-search';
import type { Density } from '@/components/table/use-table-preferences';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  MenuCheckboxItem,
  MenuLabel,
  MenuRadioGroup,
  MenuSeparator,
} from '@/components/ui/dropdown-menu';
import { Input } from '@/components/ui/input';
import { t } from '@/lib/i18n';

const TYPING_PAUSE_MS = 250;

/** Searches after a pause in typing, and follows the URL when it changes from elsewhere. */
export function SearchBox({
  value,
  onChange,
  label,
}: {
  value: string;
  onChange: (value: string) => void;
  label: string;
}) {
  const id = useId();
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const [asked, setAsked] = useState(value);
  if (known !== value) {
    setKnown(value);
    // What was asked for from here takes a moment to arrive; by then more may be typed.
    if (asked === known) {
      setText(value);
      setAsked(value);
    }
  }
  useEffect(() => {
    const trimmed = text.trim();
    if (trimmed === value) return undefined;
    const timer = setTimeout(() => {
      setAsked(trimmed);
      onChange(trimmed);
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text, value, onChange]);
  return (
    <div className="relative min-w-40 flex-1 max-sm:basis-full sm:max-w-64">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Search
        className="pointer-events-none absolute start-3 top-1/2 size-4 -translate-y-1/2 text-ink-3"
        aria-hidden
      />
      <Input
        id={id}
        type="search"
        value={text}
        placeholder={label}
        autoComplete="off"
        maxLength={LONGEST_QUERY}
        className="ps-9"
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
    </div>
  );
}

/** Which columns are shown, and how close the rows stand. */
export function ViewMenu({
  columns,
  hidden,
  onHidden,
  density,
  onDensity,
  perPage,
  onPerPage,
}: {
  columns: readonly { id: string; header: string }[];
  hidden: readonly string[];
  onHidden: (hidden: string[]) => void;
  density: Density;
  onDensity: (density: Density) => void;
  perPage: number;
  onPerPage: (perPage: number) => void;
}) {
  return (
    <DropdownMenu
      label={t('table.view')}
      trigger={
        <Button className="max-sm:hidden">
          <SlidersHorizontal aria-hidden />
          {t('table.view')}
        </Button>
      }
    >
      <MenuLabel>{t('table.density')}</MenuLabel>
      <MenuRadioGroup
        value={density}
        onChange={(next) => {
          onDensity(next === 'compact' ? 'compact' : 'comfortable');
        }}
        options={[
          { value: 'comfortable', label: t('table.comfortable') },
          { value: 'compact', label: t('table.compact') },
        ]}
      />
      <MenuSeparator />
      <MenuLabel>{t('table.rows')}</MenuLabel>
      <MenuRadioGroup
        value={String(perPage)}
        onChange={(next) => {
          onPerPage(Number(next));
        }}
        options={PAGE_SIZES.map((size) => ({
          value: String(size),
          label: t('table.rowsCount', { count: size }),
        }))}
      />
      <MenuSeparator />
      <MenuLabel>{t('table.columns')}</MenuLabel>
      {columns.map((column) => (
        <MenuCheckboxItem
          key={column.id}
          checked={!hidden.includes(column.id)}
          onCheckedChange={(isShown) => {
            onHidden(isShown ? hidden.filter((id) => id !== column.id) : [...hidden, column.id]);
          }}
        >
          {column.header}
        </MenuCheckboxItem>
      ))}
    </DropdownMenu>
  );
}

export function TableToolbar({ children }: { children: ReactNode }) {
  return <div className="mb-3 flex flex-wrap items-center gap-2 print:hidden">{children}</div>;
}
