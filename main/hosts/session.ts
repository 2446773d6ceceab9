/**
 * What both hosts (loopback web server and Electron) share with the services behind them: who is asking, how a request
 * that is no RPC call is answered, and where a host logs.
 */

/** One renderer, from the moment a host let it in until it is gone. Not a log-in: persons log in inside it. */
export interface HostSession {
  /** UUID, made by the host; never the cookie's secret. */
  readonly id: string;
  readonly kind: 'web' | 'electron';
}

/** What every procedure finds as oRPC context. */
export interface RpcContext {
  readonly session: HostSession;
}

/**
 * Routes that are no RPC calls (pictures up and down, label previews). `undefined` = not mine, look among the static
 * files. A GET must not change anything: the hosts check the origin of every other method only.
 */
export type FetchHandler = (request: Request, session: HostSession) => Promise<Response | undefined>;

/** The part of pino's logger a host uses; details carry no personal data. */
export interface HostLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export type HostErrorCode =
  | 'host.port_in_use'
  | 'host.port_forbidden'
  | 'host.not_listening'
  | 'host.unknown';

/** A host that cannot do its work. `detail` fills the placeholders of the words under `errors` in `resources/i18n`. */
export class HostError extends Error {
  readonly code: HostErrorCode;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;

  constructor(
    code: HostErrorCode,
    message: string,
    detail: Readonly<Record<string, string | number | boolean | null>> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'HostError';
    this.code = code;
    this.detail = detail;
  }
}
