import { describe, expect, it } from 'vitest';

import {
  formatBytes,
  formatDue,
  formatExact,
  formatMemory,
  formatRelative,
  formatTrafficLimit,
  formatWait,
  hourOfDay,
} from '@/lib/format';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const before = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

describe('numbers', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1500, '1.5 kB'],
    [612e9, '612 GB'],
    [1.38e12, '1.38 TB'],
    [null, '—'],
  ])('%s bytes are %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });

  it('say memory as plans do', () => {
    expect(formatMemory(512)).toBe('512 MB');
    expect(formatMemory(8192)).toBe('8 GB');
    expect(formatMemory(1536)).toBe('1.5 GB');
  });

  it('take a limit of 0 for none', () => {
    expect(formatTrafficLimit(0)).toBe('unlimited');
    expect(formatTrafficLimit(4000)).toBe('4 TB');
  });
});

describe('times', () => {
  it.each([
    [2, 'now'],
    [12, '12 s ago'],
    [180, '3 min ago'],
    [5 * 3600, '5 h ago'],
    [30 * 3600, 'yesterday'],
    [47 * 3600, '2 days ago'],
    [4 * 86_400, '4 days ago'],
    [40 * 86_400, '13 Oct 2026'],
  ])('%i seconds back is "%s"', (seconds, words) => {
    expect(formatRelative(before(seconds), NOW, 'UTC')).toBe(words);
  });

  it("count the days of the person's own zone", () => {
    expect(formatRelative('2026-11-20T20:00:00Z', NOW, 'UTC')).toBe('2 days ago');
    expect(formatRelative('2026-11-20T20:00:00Z', NOW, 'Asia/Singapore')).toBe('yesterday');
  });

  it.each([
    [2, 'now'],
    [-1, 'in 1 s'],
    [-90, 'in 2 min'],
    [-3 * 3600, 'in 3 h'],
    [-47 * 3600, 'in 2 days'],
    [-40 * 86_400, '1 Jan 2027'],
    [180, '3 min ago'],
  ])('that lie %i seconds back are due "%s"', (seconds, words) => {
    expect(formatDue(before(seconds), NOW, 'UTC')).toBe(words);
  });

  it("are shown in the person's own zone", () => {
    expect(formatExact('2026-11-22T23:30:00Z', 'Asia/Singapore')).toContain('23 Nov 2026');
    expect(hourOfDay(NOW, 'Asia/Singapore')).toBe(20);
  });

  it('of waiting are never told too short', () => {
    expect(formatWait(1.2)).toBe('2 s');
    expect(formatWait(61)).toBe('2 min');
    expect(formatWait(3601)).toBe('2 h');
  });
});
