/**
 * The token of a mailed link, from the fragment (`#token=…`, never sent to a server) or the query.
 * Empty when there is none.
 */
export function takeLinkToken(): string {
  const { hash, search } = window.location;
  const fragment = new URLSearchParams(hash.replace(/^#/, ''));
  return fragment.get('token') ?? new URLSearchParams(search).get('token') ?? '';
}
