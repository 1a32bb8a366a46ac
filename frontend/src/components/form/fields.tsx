import { type ComponentProps, type ReactNode, useId } from 'react';
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';

import { FieldError, FormRow } from '@/components/form/form-row';
import { useFormBusy } from '@/components/form/form-state';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { PasswordInput } from '@/components/ui/password-input';
import { Select, type SelectOption } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';

// While the form is on its way nothing can be changed in it: its answer may empty it or lead away.

interface FieldProps<Values extends FieldValues, Parsed> {
  control: Control<Values, unknown, Parsed>;
  name: FieldPath<Values>;
  label: string;
  help?: ReactNode;
  isOptional?: boolean;
}

/** The row's own part of a field's props; the rest goes to the control. */
function rowProps<Values extends FieldValues, Parsed>(props: FieldProps<Values, Parsed>) {
  const { label, help, isOptional } = props;
  return {
    label,
    ...(help === undefined ? {} : { help }),
    ...(isOptional === undefined ? {} : { isOptional }),
  };
}

export function TextField<Values extends FieldValues, Parsed = Values>({
  input,
  ...props
}: FieldProps<Values, Parsed> & { input?: ComponentProps<'input'> }) {
  const { field, fieldState } = useController({ control: props.control, name: props.name });
  const isBusy = useFormBusy();
  return (
    <FormRow {...rowProps(props)} error={fieldState.error?.message}>
      {(ids) => <Input {...input} {...field} {...ids} readOnly={isBusy} />}
    </FormRow>
  );
}

export function PasswordField<Values extends FieldValues, Parsed = Values>({
  autoComplete,
  ...props
}: FieldProps<Values, Parsed> & { autoComplete: 'current-password' | 'new-password' }) {
  const { field, fieldState } = useController({ control: props.control, name: props.name });
  const isBusy = useFormBusy();
  return (
    <FormRow {...rowProps(props)} error={fieldState.error?.message}>
      {(ids) => <PasswordInput {...field} {...ids} autoComplete={autoComplete} readOnly={isBusy} />}
    </FormRow>
  );
}

export function TextareaField<Values extends FieldValues, Parsed = Values>({
  input,
  ...props
}: FieldProps<Values, Parsed> & { input?: ComponentProps<'textarea'> }) {
  const { field, fieldState } = useController({ control: props.control, name: props.name });
  const isBusy = useFormBusy();
  return (
    <FormRow {...rowProps(props)} error={fieldState.error?.message}>
      {(ids) => <Textarea {...input} {...field} {...ids} readOnly={isBusy} />}
    </FormRow>
  );
}

export function SelectField<Values extends FieldValues, Parsed = Values>({
  options,
  placeholder,
  ...props
}: FieldProps<Values, Parsed> & { options: readonly SelectOption[]; placeholder?: string }) {
  const { field, fieldState } = useController({ control: props.control, name: props.name });
  const isBusy = useFormBusy();
  return (
    <FormRow {...rowProps(props)} error={fieldState.error?.message}>
      {(ids) => (
        <Select
          {...field}
          {...ids}
          options={options}
          isHeld={isBusy}
          {...(placeholder === undefined ? {} : { placeholder })}
        />
      )}
    </FormRow>
  );
}

/** A yes or no whose label stands beside the box. */
export function CheckboxField<Values extends FieldValues, Parsed = Values>({
  control,
  name,
  label,
}: {
  control: Control<Values, unknown, Parsed>;
  name: FieldPath<Values>;
  label: ReactNode;
}) {
  const {
    field: { ref, name: fieldName, value, onBlur, onChange },
    fieldState,
  } = useController({ control, name });
  const isBusy = useFormBusy();
  const id = useId();
  const error = fieldState.error?.message;
  return (
    <div data-slot="form-row">
      <div className="flex items-start gap-2.5">
        <Checkbox
          id={id}
          ref={ref}
          name={fieldName}
          checked={Boolean(value)}
          onBlur={onBlur}
          onCheckedChange={(checked) => {
            if (!isBusy) onChange(checked === true);
          }}
          className="mt-0.75"
          {...(isBusy ? { 'aria-disabled': true } : {})}
          {...(error === undefined
            ? {}
            : { 'aria-invalid': true, 'aria-describedby': `${id}-error` })}
        />
        <label htmlFor={id}>{label}</label>
      </div>
      {error === undefined ? null : <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}
