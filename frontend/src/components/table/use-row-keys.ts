import { type RefObject, useEffect } from 'react';

const INTERACTIVE =
  'a, button, input, select, textarea, label, [role="checkbox"], [role="menuitem"]';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input, textarea, select, [role="menu"], [role="dialog"], [role="alertdialog"]',
      ) !== null)
  );
}

function rowsOf(body: HTMLElement): HTMLElement[] {
  return [...body.querySelectorAll<HTMLElement>('[data-row]')];
}

/**
 * The keyboard and mouse of a table's rows: j and k move the cursor (the focused row), Enter
 * opens it, x selects it; a press anywhere on a row that is not a control opens it too.
 */
export function useRowKeys(
  bodyRef: RefObject<HTMLElement | null>,
  handlers: {
    open?: ((id: string) => void) | undefined;
    toggle?: ((id: string) => void) | undefined;
  },
): void {
  const { open, toggle } = handlers;
  useEffect(() => {
    const body = bodyRef.current;
    if (body === null) return undefined;

    const move = (step: 1 | -1) => {
      const rows = rowsOf(body);
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const next = at === -1 ? (step === 1 ? 0 : rows.length - 1) : at + step;
      rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
    };

    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === 'j' || event.key === 'k') {
        event.preventDefault();
        move(event.key === 'j' ? 1 : -1);
        return;
      }
      const row = rowsOf(body).find((each) => each.contains(document.activeElement));
      const id = row?.dataset.row;
      if (row === undefined || id === undefined) return;
      if (event.key === 'x') toggle?.(id);
      // Inside the row its own link or button answers Enter.
      if (event.key === 'Enter' && document.activeElement === row) open?.(id);
    };

    const onClick = (event: MouseEvent) => {
      const target = event.target;
      if (!(target instanceof Element) || target.closest(INTERACTIVE) !== null) return;
      const id = target.closest<HTMLElement>('[data-row]')?.dataset.row;
      const isSelectingText = (window.getSelection()?.toString() ?? '') !== '';
      if (id !== undefined && !isSelectingText) open?.(id);
    };

    document.addEventListener('keydown', onKey);
    body.addEventListener('click', onClick);
    return () => {
      document.removeEventListener('keydown', onKey);
      body.removeEventListener('click', onClick);
    };
  }, [bodyRef, open, toggle]);
}
