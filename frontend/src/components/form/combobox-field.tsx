import { type ComponentProps, useState } from 'react';
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';

import { FormRow } from '@/components/form/form-row';
import { useFormBusy } from '@/components/form/form-state';
import { Combobox } from '@/components/ui/combobox';

/** A choice of one from more than fit in a list; typing finds it. */
export function ComboboxField<Values extends FieldValues, Parsed = Values>({
  control,
  name,
  label,
  help,
  known,
  ...list
}: {
  control: Control<Values, unknown, Parsed>;
  name: FieldPath<Values>;
  label: string;
  help?: string | undefined;
  /** Words for a value that was there before anything was chosen. */
  known: (value: string) => string | undefined;
} & Pick<ComponentProps<typeof Combobox>, 'options' | 'note' | 'onSearch' | 'placeholder'>) {
  const {
    field: { onChange, ...field },
    fieldState,
  } = useController({ control, name });
  const isBusy = useFormBusy();
  const [chosen, setChosen] = useState<string>();
  return (
    <FormRow
      label={label}
      isOptional
      error={fieldState.error?.message}
      {...(help === undefined ? {} : { help })}
    >
      {(ids) => (
        <Combobox
          {...field}
          {...ids}
          {...list}
          listLabel={label}
          shown={field.value === '' ? undefined : (chosen ?? known(field.value))}
          isHeld={isBusy}
          onChange={(value) => {
            setChosen(list.options.find((option) => option.value === value)?.label);
            onChange(value);
          }}
        />
      )}
    </FormRow>
  );
}
