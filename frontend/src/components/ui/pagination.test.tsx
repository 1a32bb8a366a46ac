import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';

import { Pagination } from '@/components/ui/pagination';

const turned = vi.fn();

function Pages() {
  const [currentPage, setCurrentPage] = useState(1);
  return (
    <Pagination
      pagination={{ currentPage, totalPages: 2, totalItems: 30, itemsPerPage: 20 }}
      onPage={(page) => {
        turned(page);
        setCurrentPage(page);
      }}
    />
  );
}

describe('the pages of a list', () => {
  it('keep the focus where the last one is reached, and turn no further', async () => {
    const user = userEvent.setup();
    render(<Pages />);
    const next = screen.getByRole('button', { name: 'Next page' });
    await user.click(next);
    expect(screen.getByText('21–30 of 30')).toBeInTheDocument();
    // A disabled button would be left by the focus, in every browser but not in this test's.
    expect(next).toBeEnabled();
    expect(next).toHaveAttribute('aria-disabled', 'true');
    expect(next).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(turned.mock.calls).toEqual([[2]]);

    await user.click(screen.getByRole('button', { name: 'Previous page' }));
    expect(screen.getByRole('button', { name: 'Previous page' })).toHaveFocus();
    expect(next).not.toHaveAttribute('aria-disabled');
  });
});
