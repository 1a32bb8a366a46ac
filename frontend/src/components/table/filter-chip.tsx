import { ChevronDown, X } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { DropdownMenu, MenuRadioGroup } from '@/components/ui/dropdown-menu';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';

const ALL = '';

/** One filter: a menu of its values; when set it says so and can be taken off again. */
export function FilterChip({
  label,
  value,
  options,
  onChange,
  isRequired = false,
}: {
  label: string;
  value: string | undefined;
  options: readonly { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
  /** One of the values always holds; there is no "all". */
  isRequired?: boolean;
}) {
  const chosen = options.find((option) => option.value === value);
  const canClear = chosen !== undefined && !isRequired;
  return (
    <span className="inline-flex">
      <DropdownMenu
        align="start"
        label={label}
        trigger={
          <Button
            className={cn(
              'font-normal',
              chosen !== undefined &&
                'border-accent bg-accent-soft text-accent-text hover:bg-accent-soft',
              canClear && 'rounded-e-none',
            )}
          >
            {chosen === undefined ? label : t('table.anyOf', { label, value: chosen.label })}
            {canClear ? null : (
              <ChevronDown className={chosen === undefined ? 'text-ink-3' : ''} aria-hidden />
            )}
          </Button>
        }
      >
        <MenuRadioGroup
          value={value ?? ALL}
          onChange={(next) => {
            onChange(next === ALL ? undefined : next);
          }}
          options={isRequired ? options : [{ value: ALL, label: t('table.all') }, ...options]}
        />
      </DropdownMenu>
      {canClear ? (
        <Button
          size="icon"
          aria-label={`${t('table.clearFilters')}: ${label}`}
          className="-ms-px rounded-s-none border-accent bg-accent-soft text-accent-text hover:bg-accent-soft"
          onClick={() => {
            onChange(undefined);
          }}
        >
          <X aria-hidden />
        </Button>
      ) : null}
    </span>
  );
}
