type Where = 'localStorage' | 'sessionStorage';

/** What is kept on this device under `key`; null where there is nothing, or the browser lets nothing be kept. */
export function readKept(key: string, where: Where = 'localStorage'): string | null {
  try {
    return window[where].getItem(key);
  } catch {
    return null;
  }
}

/** Keeps `text`, or forgets what was kept (null). False where the browser does not let it. */
export function keep(key: string, text: string | null, where: Where = 'localStorage'): boolean {
  try {
    if (text === null) window[where].removeItem(key);
    else window[where].setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
