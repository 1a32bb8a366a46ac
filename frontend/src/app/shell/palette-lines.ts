import { defaultFilter } from 'cmdk';
import type { LucideIcon } from 'lucide-react';

/** What can be chosen in the palette. */
export interface PaletteLine {
  value: string;
  icon: LucideIcon;
  label: string;
  /** At the line's end, such as an address. */
  aside?: string | null;
  /** Other words by which it is found. */
  keywords?: readonly (string | null)[];
  /** It follows from what was found: it fits whatever is typed, and stands last. */
  isLast?: boolean;
  onSelect: () => void;
}

export interface PaletteGroup {
  heading: string;
  lines: readonly PaletteLine[];
}

function score({ label, keywords = [], isLast }: PaletteLine, text: string): number {
  if (isLast === true) return Number.EPSILON;
  // One by one: letters gathered from several words are no match that anybody meant.
  const words = [...keywords, label].filter((word) => word !== null);
  return Math.max(...words.map((word) => defaultFilter(word, text)));
}

/**
 * What fits, the best on top. The palette's own filter would not put what arrives later in its
 * place, nor choose it.
 */
export function arrange(groups: readonly PaletteGroup[], text: string): PaletteGroup[] {
  const typed = text.trim();
  if (typed === '') return groups.filter(({ lines }) => lines.length > 0);
  return groups
    .map(({ heading, lines }) => {
      const fitting = lines
        .map((line) => ({ line, points: score(line, typed) }))
        .filter(({ points }) => points > 0)
        .sort((a, b) => b.points - a.points);
      return { heading, lines: fitting.map(({ line }) => line), best: fitting[0]?.points ?? 0 };
    })
    .filter(({ best }) => best > 0)
    .sort((a, b) => b.best - a.best);
}
