/**
 * The headers every answer of either host carries (engineering notes 2.2, points 6, 7 and 18). One constant for both, so
 * that a page which works in the browser works under Electron's scheme and the other way round.
 */

/** Nothing from anywhere but ourselves, no inline code, no eval; pictures may also come from the camera (blob:) or a canvas (data:). */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  // One policy, made by the renderer before anything else, which lets through the empty text only (renderer/shell/trusted-types.ts).
  'trusted-types default',
].join('; ');

/** `camera=(self)` is for the document camera in the page; everything else a page could ask of the machine stays off. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), payment=()',
  'x-frame-options': 'DENY',
};
