import { Fragment, type ReactNode } from 'react';

import { type MessageKey, template } from '@/lib/i18n';

/** A sentence with elements in its {placeholders}: links, names in bold. */
export function Translated({
  message,
  values,
}: {
  message: MessageKey;
  values: Readonly<Record<string, ReactNode>>;
}) {
  return template(message)
    .split(/\{(\w+)\}/)
    .map((part, index) => (
      // Every second part is a placeholder's name; positions are stable for one sentence.
      <Fragment key={index}>{index % 2 === 1 ? values[part] : part}</Fragment>
    ));
}
