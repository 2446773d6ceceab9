/** The part of the browser's Trusted Types that is used; TypeScript's library does not describe it. */
interface TrustedTypes {
  createPolicy(name: string, rules: { readonly createHTML: (text: string) => string }): unknown;
}

/**
 * React Aria empties its live region by writing an empty text into `innerHTML`, which the content security policy refuses:
 * whoever typed a date saw the screen fall. An empty text can hold no code, so it, and nothing else, is let through.
 */
export function allowEmptyMarkup(): void {
  const { trustedTypes } = window as { readonly trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', {
    createHTML(text) {
      if (text === '') return '';
      throw new TypeError('markup made from text is not allowed here');
    },
  });
}
