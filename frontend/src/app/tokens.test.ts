import { describe, expect, it } from 'vitest';

import { contrast, type Oklch, parseOklch } from '@/testing/contrast';

import sheet from './tokens.css?raw';

function tokensOf(selector: string): Map<string, Oklch> {
  const start = sheet.indexOf(`${selector} {`);
  const block = sheet.slice(start, sheet.indexOf('\n}', start));
  const tokens = new Map<string, Oklch>();
  for (const [, name = '', value = ''] of block.matchAll(/--([\w-]+):\s*([^;]+);/g)) {
    const colour = parseOklch(value);
    if (colour !== null) tokens.set(name, colour);
  }
  return tokens;
}

const GROUNDS = ['bg', 'surface', 'sunken', 'raised'];
const MEANINGS = ['accent', 'success', 'warning', 'danger', 'info', 'staff'];

/** Every pair of text and ground that the kit puts together. */
const PAIRS: [text: string, ground: string][] = [
  ...[
    'ink',
    'ink-2',
    'ink-3',
    'accent-text',
    'success-text',
    'warning-text',
    'danger-text',
    'info-text',
  ].flatMap((text) => GROUNDS.map((ground): [string, string] => [text, ground])),
  ...MEANINGS.map((meaning): [string, string] => [`${meaning}-text`, `${meaning}-soft`]),
  ...['ink', 'ink-2', 'ink-3', 'success-text', 'warning-text', 'danger-text', 'info-text'].map(
    (text): [string, string] => [text, 'accent-soft'],
  ),
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['danger-ink', 'danger'],
  ['danger-ink', 'danger-hover'],
  ['bg', 'ink'],
];

describe.each([
  ['light', ':root'],
  ['dark', "[data-theme='dark']"],
])('in the %s theme', (_, selector) => {
  const tokens = tokensOf(selector);

  it.each(PAIRS)('%s can be read on %s', (text, ground) => {
    const [first, second] = [tokens.get(text), tokens.get(ground)];
    if (first === undefined || second === undefined)
      throw new Error(`${text} or ${ground} is no token.`);
    expect(contrast(first, second)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(['accent', 'success', 'danger', 'info', 'ink-3'])(
    'the mark %s stands out from its ground',
    (mark) => {
      const [colour, surface] = [tokens.get(mark), tokens.get('surface')];
      if (colour === undefined || surface === undefined) throw new Error(`${mark} is no token.`);
      expect(contrast(colour, surface)).toBeGreaterThanOrEqual(3);
    },
  );
});

describe('the measure of contrast', () => {
  it('knows black on white', () => {
    const black = { lightness: 0, chroma: 0, hue: 0 };
    const white = { lightness: 1, chroma: 0, hue: 0 };
    expect(contrast(black, white)).toBeCloseTo(21, 1);
  });
});
