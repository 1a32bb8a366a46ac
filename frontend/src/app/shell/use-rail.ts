import { useState } from 'react';

import { keep, readKept } from '@/lib/kept';

const STORAGE_KEY = 'skypanel.rail';

/** Whether the left rail shows icons only, kept on this device. */
export function useRail() {
  const [isCollapsed, setIsCollapsed] = useState(() => readKept(STORAGE_KEY) === 'collapsed');
  const toggle = () => {
    setIsCollapsed(!isCollapsed);
    keep(STORAGE_KEY, isCollapsed ? 'open' : 'collapsed');
  };
  return { isCollapsed, toggle };
}
