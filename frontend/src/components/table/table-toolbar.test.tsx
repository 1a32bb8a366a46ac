import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';

import { SearchBox } from '@/components/table/table-toolbar';

/** The URL takes a moment to change. */
const NAVIGATION_MS = 100;

function Searching() {
  const [query, setQuery] = useState('');
  return (
    <>
      <SearchBox
        label="Search"
        value={query}
        onChange={(next) => {
          setTimeout(() => {
            setQuery(next);
          }, NAVIGATION_MS);
        }}
      />
      <output>{query}</output>
      <button
        onClick={() => {
          setQuery('');
        }}
      >
        Clear filters
      </button>
    </>
  );
}

describe('the search of a table', () => {
  it('takes nothing back that is typed while the list is on its way', async () => {
    const user = userEvent.setup();
    render(<Searching />);
    const box = screen.getByLabelText('Search');
    await user.type(box, 'api ');
    await waitFor(() => {
      expect(screen.getByRole('status')).toHaveTextContent('api');
    });
    expect(box).toHaveValue('api ');
    await user.type(box, 'two');
    await waitFor(() => {
      expect(screen.getByRole('status')).toHaveTextContent('api two');
    });
    expect(box).toHaveValue('api two');
  });

  it('follows what is changed elsewhere', async () => {
    const user = userEvent.setup();
    render(<Searching />);
    await user.type(screen.getByLabelText('Search'), 'api');
    await waitFor(() => {
      expect(screen.getByRole('status')).toHaveTextContent('api');
    });
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(screen.getByLabelText('Search')).toHaveValue('');
  });
});
