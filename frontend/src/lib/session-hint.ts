import { keep, readKept } from '@/lib/kept';

/** Whether this browser was signed in last time; saves public pages a request that would be refused. */
const STORAGE_KEY = 'skypanel.was-signed-in';

export function wasSignedIn(): boolean {
  return readKept(STORAGE_KEY) === 'yes';
}

/** Only a hint: where it cannot be kept, the sign-in page is shown once more than needed. */
export function rememberSignedIn(isSignedIn: boolean): void {
  keep(STORAGE_KEY, isSignedIn ? 'yes' : null);
}
