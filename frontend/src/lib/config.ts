/** What the server tells the page about itself, read once from the document's head. */
function meta(name: string): string | null {
  const value = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
  return value === '' || value.startsWith('__') ? null : value;
}

/** The operator's name as customers know it. */
export const brandName: string = meta('application-name') ?? 'SkyPANEL';

/** Where the operator's own documents can be read, as far as it was said. */
export const termsUrl: string | null = meta('terms-url');
export const privacyUrl: string | null = meta('privacy-url');

/** The nonce of this response, or null when the page was not served by the back end. */
export const cspNonce: string | null = meta('csp-nonce');
