import { QueryClientProvider } from '@tanstack/react-query';
import { render, renderHook, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { describe, expect, it, vi } from 'vitest';

import { TextField } from '@/components/form/fields';
import { Form } from '@/components/form/form';
import { SubmitButton } from '@/components/form/submit-button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { CopyButton } from '@/components/ui/copy-button';
import { DropdownMenu, MenuItem } from '@/components/ui/dropdown-menu';
import { ErrorState } from '@/components/ui/error-state';
import { Progress } from '@/components/ui/progress';
import { RelativeTime } from '@/components/ui/relative-time';
import { ApiError } from '@/lib/api-error';
import { createQueryClient } from '@/lib/query-client';
import { useToasts } from '@/lib/toast';

function NameForm({ onSubmit }: { onSubmit: () => Promise<void> }) {
  const form = useForm({ defaultValues: { name: '' } });
  return (
    <Form form={form} onSubmit={onSubmit}>
      <TextField control={form.control} name="name" label="Name" help="As on the door." />
      <SubmitButton busyLabel="Saving…">Save</SubmitButton>
    </Form>
  );
}

function renderForm(onSubmit: () => Promise<void>) {
  render(
    <QueryClientProvider client={createQueryClient(() => undefined)}>
      <NameForm onSubmit={onSubmit} />
    </QueryClientProvider>,
  );
}

describe('a form', () => {
  it('is sent once, however often its button is pressed', async () => {
    const user = userEvent.setup();
    let finish: () => void = () => undefined;
    const onSubmit = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    renderForm(onSubmit);
    await user.dblClick(screen.getByRole('button', { name: 'Save' }));
    await user.keyboard('{Enter}');
    expect(onSubmit).toHaveBeenCalledOnce();
    const busy = screen.getByRole('button', { name: 'Saving…' });
    expect(busy).toHaveAttribute('aria-busy', 'true');
    expect(busy).toHaveFocus();
    finish();
    expect(await screen.findByRole('button', { name: 'Save' })).toBeInTheDocument();
  });

  it('ties help and error to the field', async () => {
    const user = userEvent.setup();
    const refusal = new ApiError({
      status: 422,
      code: 'invalid',
      message: '',
      fields: { name: 'Use letters.' },
    });
    renderForm(() => Promise.reject(refusal));
    expect(screen.getByLabelText('Name')).toHaveAccessibleDescription('As on the door.');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Use letters.')).toBeInTheDocument();
    // It stands in the place of the help, which mostly said the same.
    expect(screen.getByLabelText('Name')).toHaveAccessibleDescription('Use letters.');
    expect(screen.queryByText('As on the door.')).not.toBeInTheDocument();
    expect(screen.getByLabelText('Name')).toBeInvalid();
  });

  it('says a refusal of the whole above its fields', async () => {
    const user = userEvent.setup();
    const refusal = new ApiError({
      status: 409,
      code: 'conflict',
      message: 'Somebody was faster.',
    });
    renderForm(() => Promise.reject(refusal));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Somebody was faster.');
  });
});

describe('a dangerous act', () => {
  it('waits for the typed name', async () => {
    const user = userEvent.setup();
    const onConfirm = vi.fn();
    render(
      <ConfirmDialog
        open
        onOpenChange={() => undefined}
        title="Delete api-1?"
        description="It cannot be undone."
        confirmLabel="Delete"
        typedName="api-1"
        onConfirm={onConfirm}
      />,
    );
    expect(screen.getByRole('button', { name: 'Delete' })).toBeDisabled();
    await user.type(screen.getByLabelText('Type api-1 to confirm'), 'api-1');
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    expect(onConfirm).toHaveBeenCalledOnce();
  });
});

function Asking({ isGoneMeanwhile = false }: { isGoneMeanwhile?: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const ask = () => {
    setIsOpen(true);
  };
  return (
    <main>
      <h1 tabIndex={-1}>Servers</h1>
      {isOpen && isGoneMeanwhile ? null : <button onClick={ask}>Ask</button>}
      <DropdownMenu trigger={<button>More</button>} label="More acts">
        <MenuItem onSelect={ask}>Ask from here</MenuItem>
      </DropdownMenu>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title="Sure?"
        description="It is gone then."
        confirmLabel="Delete"
        onConfirm={() => undefined}
      />
    </main>
  );
}

describe('a closed dialog gives the focus back', () => {
  it.each(['{Escape}', '{Enter}'])('to the button that opened it, after %s', async (key) => {
    const user = userEvent.setup();
    render(<Asking />);
    await user.tab();
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('alertdialog');
    within(dialog).getByRole('button', { name: 'Cancel' }).focus();
    await user.keyboard(key);
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument();
    await waitFor(() => {
      expect(screen.getByRole('button', { name: 'Ask' })).toHaveFocus();
    });
  });

  it('to the trigger of the menu it was chosen from', async () => {
    const user = userEvent.setup();
    render(<Asking />);
    screen.getByRole('button', { name: 'More' }).focus();
    await user.keyboard('{Enter}');
    await screen.findByRole('menuitem');
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('alertdialog');
    await waitFor(() => {
      expect(dialog).toContainElement(document.activeElement as HTMLElement);
    });
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(screen.getByRole('button', { name: 'More' })).toHaveFocus();
    });
  });

  it('to the heading of the page when what opened it is gone', async () => {
    const user = userEvent.setup();
    render(<Asking isGoneMeanwhile />);
    await user.tab();
    await user.keyboard('{Enter}');
    await screen.findByRole('alertdialog');
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(screen.getByRole('heading', { name: 'Servers' })).toHaveFocus();
    });
  });
});

describe('small parts', () => {
  it('copy what they stand beside, and say so', async () => {
    const user = userEvent.setup();
    render(<CopyButton value="203.0.113.24" what="address" />);
    await user.click(screen.getByRole('button', { name: 'Copy address' }));
    expect(await navigator.clipboard.readText()).toBe('203.0.113.24');
    expect(screen.getByRole('status')).toHaveTextContent('Copied');
  });

  it('say so where nothing can be copied', async () => {
    const user = userEvent.setup();
    vi.stubGlobal('navigator', Object.create(navigator, { clipboard: { value: undefined } }));
    render(<CopyButton value="203.0.113.24" what="address" />);
    const { result } = renderHook(useToasts);
    await user.click(screen.getByRole('button', { name: 'Copy address' }));
    expect(result.current.map((toast) => toast.title)).toEqual(['The address was not copied']);
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });

  it('show an unknown time as a dash', () => {
    render(<RelativeTime at={null} />);
    expect(screen.getByText('—')).toBeInTheDocument();
  });

  it('keep a progress within its bar, and claim none when nobody knows', () => {
    const { rerender } = render(<Progress ratio={1.7} label="Traffic" />);
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100');
    rerender(<Progress ratio={null} label="Traffic" />);
    expect(screen.getByRole('progressbar')).not.toHaveAttribute('aria-valuenow');
  });

  it('tell a failure with a way on and a reference', async () => {
    const user = userEvent.setup();
    const onRetry = vi.fn();
    const error = new ApiError({
      status: 500,
      code: 'internal',
      message: 'Our fault.',
      requestId: 'r-17',
    });
    render(<ErrorState error={error} onRetry={onRetry} />);
    expect(screen.getByRole('alert')).toHaveTextContent('Our fault.');
    expect(screen.getByText('r-17')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledOnce();
  });
});
