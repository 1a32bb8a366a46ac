import { useEffect } from 'react';

import { brandName } from '@/lib/config';

/** Names the tab and the history entry after the page. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title === brandName ? title : `${title} · ${brandName}`;
  }, [title]);
}
