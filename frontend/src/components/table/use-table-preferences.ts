import { useState } from 'react';
import { z } from 'zod/mini';

import { keep, readKept } from '@/lib/kept';

const preferencesSchema = z.object({
  density: z.catch(z.enum(['comfortable', 'compact']), 'comfortable'),
  hidden: z.catch(z.array(z.string()), []),
});

export type TablePreferences = z.infer<typeof preferencesSchema>;
export type Density = TablePreferences['density'];

const DEFAULTS: TablePreferences = { density: 'comfortable', hidden: [] };

function read(key: string): TablePreferences {
  try {
    const stored: unknown = JSON.parse(readKept(key) ?? 'null');
    return preferencesSchema.safeParse(stored).data ?? DEFAULTS;
  } catch {
    return DEFAULTS;
  }
}

/** Density and hidden columns of one table, kept on this device. */
export function useTablePreferences(tableId: string) {
  const key = `skypanel.table.${tableId}`;
  const [preferences, setPreferences] = useState(() => read(key));
  const change = (patch: Partial<TablePreferences>) => {
    const next = { ...preferences, ...patch };
    setPreferences(next);
    keep(key, JSON.stringify(next));
  };
  return { preferences, change };
}
