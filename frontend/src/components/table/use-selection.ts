import { useState } from 'react';

export interface Selection {
  ids: ReadonlySet<number>;
  toggle: (id: number) => void;
  togglePage: (pageIds: readonly number[]) => void;
  clear: () => void;
}

/** Which rows are chosen, by id; also those that the table does not show right now. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  return {
    ids,
    toggle: (id) => {
      setIds((before) => {
        const next = new Set(before);
        if (!next.delete(id)) next.add(id);
        return next;
      });
    },
    togglePage: (pageIds) => {
      setIds((before) => (pageIds.every((id) => before.has(id)) ? new Set() : new Set(pageIds)));
    },
    clear: () => {
      setIds(new Set());
    },
  };
}
