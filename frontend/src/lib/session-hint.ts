/** Whether this browser was signed in last time; saves public pages a request that would be refused. */
const STORAGE_KEY = 'skypanel.was-signed-in';

export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) === 'yes';
  } catch {
    return false;
  }
}

export function rememberSignedIn(isSignedIn: boolean): void {
  try {
    if (isSignedIn) localStorage.setItem(STORAGE_KEY, 'yes');
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Only a hint: without storage the sign-in page is shown once more than needed.
  }
}
