import { useState } from 'react';

const STORAGE_KEY = 'skypanel.rail';

/** Whether the left rail shows icons only, kept on this device. */
export function useRail() {
  const [isCollapsed, setIsCollapsed] = useState(() => {
    try {
      return localStorage.getItem(STORAGE_KEY) === 'collapsed';
    } catch {
      return false;
    }
  });
  const toggle = () => {
    setIsCollapsed(!isCollapsed);
    try {
      localStorage.setItem(STORAGE_KEY, isCollapsed ? 'open' : 'collapsed');
    } catch {
      // Kept for this visit only.
    }
  };
  return { isCollapsed, toggle };
}
