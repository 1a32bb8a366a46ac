import type { Control, FieldPath, FieldValues } from 'react-hook-form';

import { ComboboxField } from '@/components/form/combobox-field';
import { SelectField } from '@/components/form/fields';
import { t } from '@/lib/i18n';

export interface NamedServer {
  id: number;
  name: string;
}

/** How servers are found by whoever has more of them than a list holds. */
export interface ServerSearch {
  found: readonly NamedServer[];
  /** That they are on their way, why they are not there, or that nothing fits. */
  note: string | null;
  onSearch: (text: string) => void;
}

const toOption = ({ id, name }: NamedServer) => ({ value: String(id), label: name });

/** Which server a ticket is about, if any: a list of a few, a search among many. */
export function ServerField<Values extends FieldValues, Parsed = Values>({
  servers,
  search,
  note,
  ...field
}: {
  control: Control<Values, unknown, Parsed>;
  name: FieldPath<Values>;
  servers: readonly NamedServer[];
  search: ServerSearch | null;
  note: string | undefined;
}) {
  if (search === null) {
    return (
      <SelectField
        {...field}
        label={t('tickets.form.server')}
        isOptional
        placeholder={t('tickets.form.serverNone')}
        options={servers.map(toOption)}
        {...(note === undefined ? {} : { help: note })}
      />
    );
  }
  return (
    <ComboboxField
      {...field}
      label={t('tickets.form.server')}
      placeholder={t('tickets.form.serverNone')}
      help={note}
      known={(value) => servers.find(({ id }) => String(id) === value)?.name}
      options={search.found.map(toOption)}
      note={search.note}
      onSearch={search.onSearch}
    />
  );
}
