import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { usePaletteKeys } from '@/app/shell/use-palette-keys';
import { Dialog } from '@/components/ui/dialog';

function Page({
  onPalette,
  dialog,
}: {
  onPalette: () => void;
  dialog: 'dialog' | 'alertdialog' | null;
}) {
  usePaletteKeys(onPalette);
  if (dialog === null) return null;
  return <Dialog open role={dialog} onOpenChange={() => undefined} title="Restart api-1?" />;
}

describe("the palette's keys", () => {
  it.each(['{Control>}k{/Control}', '/'])('%s waits until no dialog is open', async (keys) => {
    const user = userEvent.setup();
    const onPalette = vi.fn();
    const { rerender } = render(<Page onPalette={onPalette} dialog="alertdialog" />);
    await user.keyboard(keys);
    rerender(<Page onPalette={onPalette} dialog="dialog" />);
    await user.keyboard(keys);
    expect(onPalette).not.toHaveBeenCalled();
    rerender(<Page onPalette={onPalette} dialog={null} />);
    await user.keyboard(keys);
    expect(onPalette).toHaveBeenCalledOnce();
  });
});
