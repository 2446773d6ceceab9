import { DeviceError, type DeviceErrorCode } from '../errors.ts';

/**
 * Error numbers of the operating system by what they mean for a line. EIO, ENXIO and ENODEV are what Linux gives
 * for a line whose far end or adapter is gone (engineering notes 1.3: "a write failed with EIO").
 */
const CODE_BY_ERRNO: Readonly<Record<string, DeviceErrorCode>> = {
  EACCES: 'transport.permission',
  EPERM: 'transport.permission',
  ENOENT: 'transport.not_found',
  ENOTFOUND: 'transport.not_found',
  EAI_AGAIN: 'transport.not_found',
  ENOTDIR: 'transport.not_found',
  EBUSY: 'transport.busy',
  EADDRINUSE: 'transport.busy',
  EIO: 'transport.closed',
  ENXIO: 'transport.closed',
  ENODEV: 'transport.closed',
  EBADF: 'transport.closed',
  EPIPE: 'transport.closed',
  ECONNRESET: 'transport.closed',
  ECONNABORTED: 'transport.closed',
};

/**
 * The native bindings of serialport, node-hid and usb put the cause into the text alone. This table is the only place
 * that reads message text; everything above it branches on codes. Order matters: the first match wins.
 */
const CODE_BY_TEXT: readonly (readonly [RegExp, DeviceErrorCode])[] = [
  // What `usb` 3 says when a device refuses a request (seen in the hardware laboratory).
  [/endpoint stalled/i, 'device.refused'],
  [/cannot lock port|resource temporarily unavailable|already (open|in use)|busy/i, 'transport.busy'],
  [/permission denied|access (is )?denied|not permitted|unauthori[sz]ed/i, 'transport.permission'],
  [
    /no such file|file not found|no such device|not found|cannot find|unable to find|unknown error code 2\b/i,
    'transport.not_found',
  ],
  [
    /disconnected|port is not open|device (has been )?(lost|removed)|input\/output error/i,
    'transport.closed',
  ],
];

/** Codes after which trying again later may succeed without a person doing anything. */
const RETRYABLE: ReadonlySet<DeviceErrorCode> = new Set<DeviceErrorCode>([
  'transport.open_failed',
  'transport.not_found',
  'transport.busy',
  'transport.closed',
  'transport.write_failed',
]);

/** The symbolic error number (`EACCES`) of a Node or binding error, from its `code` or the start of its text. */
export function errnoOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && /^E[A-Z0-9_]+$/.test(code)) return code;
  const message = 'message' in error ? error.message : undefined;
  return typeof message === 'string' ? /\b(E[A-Z]{2,12})\b/.exec(message)?.[1] : undefined;
}

/**
 * Turns whatever a native layer threw into a DeviceError of this project.
 *
 * @param fallback the code when neither error number nor text is known: `open_failed` while opening, `write_failed`
 *   while writing, `closed` on a running line.
 */
export function classifyNativeError(error: unknown, fallback: DeviceErrorCode, url: string): DeviceError {
  if (error instanceof DeviceError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const errno = errnoOf(error);
  const known =
    (errno === undefined ? undefined : CODE_BY_ERRNO[errno]) ??
    CODE_BY_TEXT.find(([pattern]) => pattern.test(text))?.[1];
  const code = known ?? fallback;
  return new DeviceError(code, `${url}: ${text}`, {
    retryable: RETRYABLE.has(code),
    detail: errno === undefined ? { url } : { url, errno },
    cause: error,
  });
}

export function closedError(url: string, why: string): DeviceError {
  return new DeviceError('transport.closed', `${url}: ${why}`, { retryable: true, detail: { url } });
}
