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
 * A path of this panel, or null. The browser's own reading decides, so that other hosts are
 * refused in every disguise (`//host`, `/\host`, tabs in between); so is the sign-in page itself.
 */
export function localPath(candidate: unknown): string | null {
  if (typeof candidate !== 'string' || !candidate.startsWith('/')) return null;
  const { origin } = window.location;
  if (!URL.canParse(candidate, origin)) return null;
  const url = new URL(candidate, origin);
  if (url.origin !== origin || url.pathname === paths.signIn()) return null;
  return url.pathname + url.search + url.hash;
}
