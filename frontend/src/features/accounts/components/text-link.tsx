import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A link within text. */
export function TextLink({
  to,
  email,
  children,
}: {
  to: string;
  /** Carried along in the history entry, never in the address. */
  email?: string;
  children: ReactNode;
}) {
  return (
    <Link
      to={to}
      {...(email === undefined ? {} : { state: { email } })}
      className="rounded-sm font-medium text-accent-text underline decoration-line-strong underline-offset-3 hover:decoration-current"
    >
      {children}
    </Link>
  );
}
