import { account } from '@/locales/en/account';
import { auth } from '@/locales/en/auth';
import { common } from '@/locales/en/common';
import { overview } from '@/locales/en/overview';
import { servers } from '@/locales/en/servers';
import { staff } from '@/locales/en/staff';
import { tickets } from '@/locales/en/tickets';

const english = { ...common, ...auth, ...overview, ...servers, ...tickets, ...account, ...staff };

interface Tree {
  readonly [key: string]: string | Tree;
}
type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Leaves<T[K]>}`;
}[keyof T & string];

/** Every sentence the panel can say. A key that does not exist does not compile. */
export type MessageKey = Leaves<typeof english>;

type PluralBase<K> = K extends `${infer Base}_other` ? Base : never;
export type PluralKey = PluralBase<MessageKey>;

export type Values = Readonly<Record<string, string | number>>;

/** Language of words, numbers and dates. Another language is another tree with the same keys. */
export const locale = 'en';

function flatten(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );
}

const messages = new Map(flatten(english));
const plurals = new Intl.PluralRules(locale);

/** The raw sentence, with its {placeholders} still in it. */
export function template(key: MessageKey): string {
  return messages.get(key) ?? key;
}

/** The sentence with its {placeholders} filled in. */
export function t(key: MessageKey, values: Values = {}): string {
  return template(key).replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

/** The sentence in the right plural for `count`, which also fills {count}. */
export function tn(key: PluralKey, count: number, values: Values = {}): string {
  const exact = `${key}_${plurals.select(count)}`;
  const chosen = messages.has(exact) ? exact : `${key}_other`;
  return t(chosen as MessageKey, { count, ...values });
}
