/** Joins class names and drops the empty ones. Later names do not override earlier ones: variants must not overlap. */
export function cn(...parts: (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}
