import type {
  BoardDoors,
  DoorCell,
  FrameDecoder,
  PersonContent,
  ReadingContent,
  ReadingErrorContent,
} from './decoded.ts';
import type { DriverSetting } from './driver-settings.ts';
import type { Clock, DriverLog, Transport, TransportFactory } from './transport/transport.ts';

/** How sure we are of a driver's bytes: `vectors` = reproduced published bytes, `documents` = read only, `hardware` = seen on a device. */
export type Confidence = 'hardware' | 'vectors' | 'documents';

export type DeviceClass =
  | 'rfid'
  | 'card'
  | 'identity-card'
  | 'scanner'
  | 'printer'
  | 'signal'
  | 'lock'
  | 'camera'
  | 'blood-pressure'
  | 'oximeter'
  | 'glucose'
  | 'body-composition'
  | 'scale'
  | 'height-weight'
  /** 腰围、臀围: a tape, read by a person and typed. */
  | 'girth'
  /** Personal health devices of IEEE 11073, which say themselves what they measure. */
  | 'personal-health';

/** Where a measurement stands (blood-pressure.md section 9). `interrupted` = the line was lost in the middle of it. */
export type MeasurementPhase = 'armed' | 'measuring' | 'stopped' | 'interrupted' | 'timed-out';

/** What the devices process can do with a running device whatever its model. */
export interface RunningDevice {
  /** Events in wire order. The listener must not throw. */
  onEvent(listener: (event: DeviceEvent) => void): void;
  /** Connects and keeps connected for ever (back-off inside) until `stop`. */
  start(): void;
  /** Idempotent; resolves when the line is closed and timers are gone. */
  stop(): Promise<void>;
  /** A named action of this class of device, for example `printLabel` or `pulse`; rejects with DeviceError. */
  request(action: string, input: unknown): Promise<unknown>;
}

export type DeviceState = 'connecting' | 'ready' | 'degraded' | 'fault' | 'away' | 'stopped';

export interface TagSighting {
  /** Upper-case hexadecimal. */
  readonly epc: string;
  readonly epcBits: number;
  readonly tid?: string;
  readonly antenna: number | undefined;
  /** dBm. */
  readonly rssi: number | undefined;
  readonly count: number;
  /** First and last time on the reader's clock in microseconds, UTC or uptime as the reader has it. */
  readonly firstReaderUs: number | undefined;
  readonly lastReaderUs: number | undefined;
  /** First and last time corrected to this computer's clock (UTC milliseconds). */
  readonly firstAt: number;
  readonly lastAt: number;
  /** True when the report was held back by the reader over a link loss. */
  readonly late: boolean;
}

export type DeviceEvent =
  | {
      readonly kind: 'state';
      readonly state: DeviceState;
      /** Stable code for the screen, for example `llrp.refused_other_client`. */
      readonly reason?: string;
      readonly detail?: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'identity'; readonly identity: Readonly<Record<string, string>> }
  | { readonly kind: 'tags'; readonly sightings: readonly TagSighting[] }
  /** Reads were or may have been lost between the two times (UTC ms); `until` undefined = still blind. */
  | {
      readonly kind: 'blind';
      readonly from: number;
      readonly until: number | undefined;
      readonly reason: string;
    }
  | { readonly kind: 'antenna'; readonly antenna: number; readonly connected: boolean }
  | { readonly kind: 'input'; readonly input: number; readonly active: boolean; readonly at: number }
  | { readonly kind: 'outputs'; readonly on: readonly number[] }
  | { readonly kind: 'clock'; readonly offsetMs: number; readonly stepped: boolean }
  | { readonly kind: 'security'; readonly code: string; readonly detail?: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'card';
      readonly cardId: string;
      readonly raw: string;
      readonly encoding: string;
      readonly at: number;
    }
  | { readonly kind: 'frame'; readonly at: number; readonly jpeg: Uint8Array }
  /** `at`: UTC ms of arrival. `unsolicited`: nobody had asked for a measurement; kept apart, never taken as the answer. */
  | {
      readonly kind: 'reading';
      readonly reading: ReadingContent | ReadingErrorContent;
      readonly at: number;
      readonly unsolicited: boolean;
    }
  | {
      readonly kind: 'measurement';
      readonly phase: MeasurementPhase;
      readonly at: number;
      readonly reason?: string;
    }
  /** Fresh from a status frame; `changed` lists the cells whose contact differs from the last published state. */
  | {
      readonly kind: 'doors';
      readonly board: number;
      readonly cells: readonly DoorCell[];
      readonly changed: readonly number[];
      readonly at: number;
    }
  | {
      readonly kind: 'barcode';
      readonly text: string;
      readonly symbology: string | null;
      readonly at: number;
    }
  | { readonly kind: 'person'; readonly person: PersonContent; readonly at: number }
  | {
      readonly kind: 'job';
      readonly jobId: string;
      readonly state: 'sent' | 'done' | 'failed';
      readonly code?: string;
      readonly readBack?: string;
    };

export interface SimulatorHandle {
  /** The address that was really bound, for example `tcp://127.0.0.1:43123`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** 指纹: what a device of this driver looks like to the computer before anybody has spoken to it. */
export interface Fingerprint {
  /** HID usages as USB-IF lists them; `usage` left out = any of the page. */
  readonly hidUsages?: readonly { readonly page: number; readonly usage?: number }[];
  /** USB interface classes, for example 7 = printer. */
  readonly usbClasses?: readonly number[];
  /** Parts of the maker's or product's name, lower case. */
  readonly names?: readonly string[];
  /** The driver's first words change nothing in any device: an unknown one may be asked who it is. */
  readonly asksHarmlessly?: boolean;
}

export interface DriverManifest {
  /** The driver name used by the service tool and the devices file. */
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly deviceClass: DeviceClass;
  readonly transports: readonly ('serial' | 'tcp' | 'hid' | 'usb' | 'wedge' | 'http')[];
  /** Default serial parameters, where the device is serial. */
  readonly baudRate?: number;
  readonly defaultPort?: number;
  readonly usbIds?: readonly { readonly vendorId: number; readonly productId: number }[];
  readonly confidence: Confidence;
  readonly source: string;
  readonly capabilities: readonly string[];
  /** For the form on screen; without it the settings are written as JSON. */
  readonly settings?: readonly DriverSetting[];
  /** How it is told from others when it is plugged in, beside `usbIds`. */
  readonly fingerprint?: Fingerprint;
  /** Lazy, so that the registry can be read without loading native code. */
  readonly load: () => Promise<DriverModule>;
}

export interface DriverModule {
  createDecoder(): FrameDecoder;
  createDevice(options: {
    readonly factory: TransportFactory;
    readonly clock: Clock;
    readonly log: DriverLog;
    /** Settings of this position from the devices file, checked by the driver. */
    readonly settings: Readonly<Record<string, unknown>>;
    /** How doors stood when they were last seen by an earlier run: lock boards tell what changed meanwhile. */
    readonly doorsBefore?: readonly BoardDoors[];
  }): RunningDevice;
  /**
   * Answers as the device would on an already opened transport pair end or listening address.
   * `script` is the parsed script file; each driver's README lists its steps. `report` gets one object per thing done.
   */
  attachSimulator(options: {
    readonly transport: Transport;
    readonly clock: Clock;
    readonly script: readonly Readonly<Record<string, unknown>>[];
    readonly report: (what: Readonly<Record<string, unknown>>) => void;
  }): SimulatorSession;
}

/** One conversation of a simulator with whoever connected. */
export interface SimulatorSession {
  stop(): void;
  /**
   * Plays more steps after those of the script, for a person who trains (培训模式); a simulator without it begins anew.
   *
   * @throws DeviceError `input.invalid` for a step that it does not know, before anything is played
   */
  perform?(steps: readonly Readonly<Record<string, unknown>>[]): void;
}
