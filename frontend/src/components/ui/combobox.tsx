import { ChevronDown } from 'lucide-react';
import { type ComponentProps, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

import { controlLook } from '@/components/ui/input';
import type { SelectOption } from '@/components/ui/select';
import { cn } from '@/lib/cn';

/**
 * One of more things than a list can show: typing finds them. Whoever owns the list searches it
 * (`onSearch`) and gives what was found as `options`. Left with nothing chosen, it shows again
 * what was chosen before; left empty, nothing is.
 */
export function Combobox({
  value,
  shown,
  listLabel,
  options,
  note,
  onChange,
  onSearch,
  isHeld = false,
  ...props
}: Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
  value: string;
  /** The words for `value`, once they are known. */
  shown: string | undefined;
  /** What the options are, for readers. */
  listLabel: string;
  options: readonly SelectOption[];
  /** Stands below the options: that they are on their way, or that nothing fits. */
  note: string | null;
  onChange: (value: string) => void;
  onSearch: (text: string) => void;
  isHeld?: boolean;
}) {
  const listId = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const [text, setText] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const at = Math.min(active, options.length - 1);
  const isListed = isOpen && options.length > 0;
  const popupRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) popupRef.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  useEffect(() => {
    if (isListed) listRef.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [isListed, at]);

  const search = (next: string | null) => {
    setText(next);
    setActive(0);
    onSearch(next ?? '');
  };
  const close = () => {
    setIsOpen(false);
    search(null);
  };
  const choose = (option: SelectOption | undefined) => {
    if (option !== undefined) onChange(option.value);
    close();
  };
  const open = () => {
    if (!isHeld) setIsOpen(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (isOpen) setActive(Math.max(0, Math.min(at + step, options.length - 1)));
      open();
    } else if (isOpen && event.key === 'Enter') {
      event.preventDefault();
      choose(options[at]);
    } else if (isOpen && event.key === 'Escape') {
      event.stopPropagation();
      close();
    }
  };

  return (
    <div data-slot="combobox" className="relative">
      <input
        {...props}
        role="combobox"
        aria-expanded={isListed}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(isListed ? { 'aria-activedescendant': `${listId}-${String(at)}` } : {})}
        autoComplete="off"
        spellCheck={false}
        readOnly={isHeld}
        value={text ?? shown ?? ''}
        onClick={open}
        onFocus={(event) => {
          event.target.select();
        }}
        onChange={(event) => {
          open();
          search(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          if (text?.trim() === '') onChange('');
          close();
          props.onBlur?.(event);
        }}
        className={cn(controlLook, 'h-9 truncate ps-3 pe-9 pointer-coarse:h-11')}
      />
      <ChevronDown
        className="pointer-events-none absolute end-3 top-1/2 size-4 -translate-y-1/2 text-ink-3"
        aria-hidden
      />
      <div
        ref={popupRef}
        role="presentation"
        className={cn(
          'absolute inset-x-0 top-full z-30 mt-1 max-h-60 scroll-mb-20 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-2 md:scroll-mb-4',
          !isOpen && 'hidden',
        )}
        onMouseDown={(event) => {
          event.preventDefault();
        }}
      >
        <p role="status" className={note === null ? 'sr-only' : 'px-2.5 py-1.5 text-sm text-ink-3'}>
          {note}
        </p>
        <div id={listId} ref={listRef} role="listbox" aria-label={listLabel} hidden={!isListed}>
          {options.map((option, index) => (
            // The keys are the input's, which keeps the focus.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={option.value}
              id={`${listId}-${String(index)}`}
              role="option"
              tabIndex={-1}
              aria-selected={option.value === value}
              data-selected={index === at}
              className={cn(
                'flex min-h-8 cursor-pointer items-center rounded-md px-2.5 py-1 wrap-anywhere pointer-coarse:min-h-11',
                index === at && 'bg-sunken',
                option.value === value && 'font-medium',
              )}
              onMouseMove={() => {
                setActive(index);
              }}
              onClick={() => {
                choose(option);
              }}
            >
              {option.label}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
