import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useForm } from 'react-hook-form';
import { describe, expect, it } from 'vitest';

import { CheckboxField, PasswordField, SelectField, TextareaField, TextField } from './fields';
import { Form } from './form';
import { SubmitButton } from './submit-button';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';

const SENT = { name: 'api', secret: 'kettle', text: 'Hello', colour: 'red', isFine: false };
const COLOURS = ['red', 'blue'].map((value) => ({ value, label: value }));

function renderForm() {
  let answer: () => void = () => undefined;
  const sent: unknown[] = [];
  function Whole() {
    const form = useForm({ defaultValues: SENT });
    const { control } = form;
    return (
      <Form
        form={form}
        onSubmit={async (values) => {
          sent.push(values);
          await new Promise<void>((resolve) => (answer = resolve));
          form.reset(SENT);
        }}
      >
        <TextField control={control} name="name" label="Name" />
        <PasswordField control={control} name="secret" label="Secret" autoComplete="new-password" />
        <TextareaField control={control} name="text" label="Text" />
        <SelectField control={control} name="colour" label="Colour" options={COLOURS} />
        <CheckboxField control={control} name="isFine" label="Fine" />
        <SubmitButton busyLabel="Sending">Send</SubmitButton>
      </Form>
    );
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Whole />
    </QueryClientProvider>,
  );
  return {
    user: userEvent.setup(),
    sent,
    answer: () => {
      answer();
    },
  };
}

describe('a form on its way', () => {
  it('takes nothing that its answer would throw away, and says so', async () => {
    const { user, answer, sent } = renderForm();
    await user.type(screen.getByLabelText('Text'), ' there');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    await screen.findByRole('button', { name: 'Sending' });

    for (const label of ['Name', 'Secret', 'Text']) {
      expect(screen.getByLabelText(label)).toHaveAttribute('readonly');
      await user.type(screen.getByLabelText(label), ' more');
    }
    for (const label of ['Colour', 'Fine']) {
      expect(screen.getByLabelText(label)).toHaveAttribute('aria-disabled', 'true');
    }
    await user.selectOptions(screen.getByLabelText('Colour'), 'blue');
    await user.click(screen.getByLabelText('Fine'));
    expect(screen.getByLabelText('Name')).toHaveValue('api');
    expect(screen.getByLabelText('Secret')).toHaveValue('kettle');
    expect(screen.getByLabelText('Text')).toHaveValue('Hello there');
    expect(screen.getByLabelText('Colour')).toHaveValue('red');
    expect(screen.getByLabelText('Fine')).not.toBeChecked();

    answer();
    await screen.findByRole('button', { name: 'Send' });
    await user.type(screen.getByLabelText('Text'), ' again');
    await user.selectOptions(screen.getByLabelText('Colour'), 'blue');
    await user.click(screen.getByLabelText('Fine'));
    expect(screen.getByLabelText('Text')).toHaveValue('Hello again');
    expect(screen.getByLabelText('Colour')).toHaveValue('blue');
    expect(screen.getByLabelText('Fine')).toBeChecked();
    expect(sent).toEqual([{ ...SENT, text: 'Hello there' }]);
  });

  it('keeps the focus in what one was writing', async () => {
    const { user, answer } = renderForm();
    await user.type(screen.getByLabelText('Name'), '-2{Enter}');
    await screen.findByRole('button', { name: 'Sending' });
    expect(screen.getByLabelText('Name')).toHaveFocus();
    answer();
    await waitFor(() => {
      expect(screen.getByLabelText('Name')).not.toHaveAttribute('readonly');
    });
    expect(screen.getByLabelText('Name')).toHaveFocus();
  });
});
