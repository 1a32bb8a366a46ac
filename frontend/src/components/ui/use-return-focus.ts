import { useLayoutEffect, useRef } from 'react';

import { focusHeading } from '@/lib/focus';

/** What opened a dialog. An item of a menu is gone with it, so its menu's trigger stands for it. */
function findOpener(): HTMLElement | null {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement)) return null;
  const triggerId = active.closest('[role="menu"]')?.getAttribute('aria-labelledby') ?? null;
  return triggerId === null ? active : document.getElementById(triggerId);
}

/**
 * For `onCloseAutoFocus` of every dialog: the focus goes back to what opened it, or to the page's
 * heading when that is gone. Radix knows only openers that are its own triggers; we have none.
 */
export function useReturnFocus(open: boolean): (event: Event) => void {
  const opener = useRef<HTMLElement | null>(null);
  // Before Radix moves the focus into the dialog, which it does in an effect.
  useLayoutEffect(() => {
    if (open) opener.current = findOpener();
  }, [open]);
  return (event) => {
    event.preventDefault();
    // Something else has taken the focus since: another page's heading, another dialog.
    if (document.activeElement !== document.body) return;
    opener.current?.focus({ preventScroll: true });
    if (document.activeElement === document.body) focusHeading();
  };
}
