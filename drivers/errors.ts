/**
 * The one error class of everything below `drivers/`. Callers branch on `code`, never on the message.
 */
export type DeviceErrorCode =
  | 'transport.open_failed'
  | 'transport.not_found'
  | 'transport.permission'
  | 'transport.busy'
  | 'transport.closed'
  | 'transport.write_failed'
  | 'transport.bad_url'
  | 'protocol.malformed'
  | 'protocol.checksum'
  | 'protocol.length'
  | 'protocol.unexpected'
  | 'protocol.foreign'
  | 'device.timeout'
  | 'device.refused'
  | 'device.fault'
  | 'device.unsupported'
  | 'device.away'
  | 'input.invalid';

export class DeviceError extends Error {
  readonly code: DeviceErrorCode;
  /** True when the same request may succeed later without a person doing anything. */
  readonly retryable: boolean;
  /** Technical detail for the log and the small print; holds no personal data. */
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(
    code: DeviceErrorCode,
    message: string,
    options: { retryable?: boolean; detail?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DeviceError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.detail = options.detail ?? {};
  }
}

/** For the default branch of an exhaustive switch: a new union member becomes a compile error. */
export function assertNever(value: never): never {
  throw new DeviceError('input.invalid', `unexpected value ${JSON.stringify(value)}`);
}
