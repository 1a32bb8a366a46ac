/** Every path of the panel as a function; nobody writes a path by hand. */
export const paths = {
  landing: () => '/',
  signIn: () => '/sign-in',
  signUp: () => '/sign-up',
  checkYourMail: () => '/check-your-mail',
  verifyEmail: () => '/verify-email',
  forgotPassword: () => '/forgot-password',
  resetPassword: () => '/reset-password',
  dashboard: () => '/dashboard',
  servers: () => '/servers',
  server: (serverId: number) => `/servers/${String(serverId)}`,
  tickets: () => '/tickets',
  newTicket: () => '/tickets/new',
  ticket: (ticketId: number) => `/tickets/${String(ticketId)}`,
  account: () => '/account',
  staffTickets: () => '/staff/tickets',
  staffTicket: (ticketId: number) => `/staff/tickets/${String(ticketId)}`,
  staffUsers: () => '/staff/users',
  staffJobs: () => '/staff/jobs',
} as const;

/**
 * A path of this panel, or null. Refuses other hosts, also in disguise
 * (`//host`, `/\host`, control characters), and the sign-in page itself.
 */
export function localPath(candidate: unknown): string | null {
  if (typeof candidate !== 'string' || !/^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(candidate)) {
    return null;
  }
  const url = new URL(candidate, window.location.origin);
  if (url.origin !== window.location.origin || url.pathname === paths.signIn()) return null;
  return url.pathname + url.search + url.hash;
}
