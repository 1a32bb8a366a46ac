import { useEffect } from 'react';

import { focusHeading } from '@/lib/focus';

/** These give the focus back themselves when they close. */
const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"]';

/**
 * Where what has the focus is taken off the page (an act that is not possible any more, a row that
 * is gone), the focus goes to the heading; by itself it would fall out of the page.
 */
export function useFocusRescue(): void {
  useEffect(() => {
    let focused: Element | null = null;
    const onFocus = ({ target }: FocusEvent) => {
      focused = target instanceof Element && target.closest(LAYERS) === null ? target : null;
    };
    const observer = new MutationObserver(() => {
      if (focused === null || focused.isConnected) return;
      focused = null;
      if (document.activeElement === document.body) focusHeading();
    });
    document.addEventListener('focusin', onFocus);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', onFocus);
      observer.disconnect();
    };
  }, []);
}
