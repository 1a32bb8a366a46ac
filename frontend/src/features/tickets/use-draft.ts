import { useCallback, useEffect, useRef, useState } from 'react';

import { keep, readKept } from '@/lib/kept';

const SAVE_PAUSE_MS = 400;

function storageKey(name: string): string {
  return `skypanel.draft.${name}`;
}

/** The text kept under `name` on this device, or empty. */
export function readDraft(name: string): string {
  return readKept(storageKey(name), 'sessionStorage') ?? '';
}

function writeDraft(name: string, text: string): boolean {
  return keep(storageKey(name), text === '' ? null : text, 'sessionStorage');
}

/** Keeps what is being typed until it is sent, also over a reload or another page. */
export function useDraft(name: string, text: string): { isKept: boolean; drop: () => void } {
  const [isKept, setIsKept] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    timer.current = setTimeout(() => {
      setIsKept(writeDraft(name, text) && text !== '');
    }, SAVE_PAUSE_MS);
    return () => {
      clearTimeout(timer.current);
    };
  }, [name, text]);
  const drop = useCallback(() => {
    // What was typed just before is not to be kept after all.
    clearTimeout(timer.current);
    writeDraft(name, '');
    setIsKept(false);
  }, [name]);
  return { isKept, drop };
}
