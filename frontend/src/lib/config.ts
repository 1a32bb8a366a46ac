/** What the server tells the page about itself, read once from the document's head. */
function meta(name: string): string | null {
  const value = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
  return value === '' || value.startsWith('__') ? null : value;
}

/** The operator's name as customers know it. */
export const brandName: string = meta('application-name') ?? 'SkyPANEL';

/** The nonce of this response, or null when the page was not served by the back end. */
export const cspNonce: string | null = meta('csp-nonce');
