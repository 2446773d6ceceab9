import type { FetchHandler, HostLog } from '../hosts/session.ts';
import type { StationRouter } from '../hosts/web/rpc.ts';

/** What the command line decided about a station. */
export interface StationOptions {
  /** Absolute path; everything the station keeps lies in it. */
  readonly dataFolder: string;
  /** A name of `resources/profiles`, for example `evidence-room`. */
  readonly profile: string;
  /** Fill an empty data folder with the demo world and start virtual devices. */
  readonly demo: boolean;
  /** Absolute path of a devices file that replaces the one of the data folder. */
  readonly devicesFile?: string;
  /** 0: any free port. Not used under Electron, which has no port. */
  readonly port: number;
  readonly log: HostLog;
}

/** The services of a station without a host around them: the same for the web host and for Electron. */
export interface StationServices {
  /** Implements `main/contract`; its context is `RpcContext`. */
  readonly router: StationRouter;
  /** Pictures up and down and everything else that is no call. */
  readonly fetchHandler: FetchHandler;
  /** Ends devices, streams and store, in this order; idempotent. */
  stop(): Promise<void>;
}

/** Rejects with a coded error (`StoreError`, `Refusal`, `HostError`) when the station cannot start. */
export type StartServices = (options: StationOptions) => Promise<StationServices>;

/** A station that serves over loopback. */
export interface StationHandle {
  /** Carries a one-time token. */
  readonly bootstrapUrl: string;
  readonly port: number;
  /** A URL with a fresh token, for a browser that was started again. */
  issueUrl(): string;
  /** Idempotent; afterwards no child process and no thread of the station is left. */
  stop(): Promise<void>;
}

export type StartStation = (options: StationOptions) => Promise<StationHandle>;
