import type { Framer } from '../../framing/framer.ts';
import type { ModuleLink } from '../../framing/command-link.ts';
import type { UhfSettings } from './settings.ts';

/** One tag as a module reported it. */
export interface SeenTag {
  /** Upper-case hexadecimal. */
  readonly epc: string;
  readonly epcBits: number;
  readonly pc?: number;
  readonly tid?: string;
  readonly antenna?: number;
  /** dBm; modules whose number is none leave it out. */
  readonly rssi?: number;
  readonly count: number;
}

/** Which tag an access is meant for. A protocol that can selects by TID when it is known, others by EPC. */
export interface Target {
  readonly epc: string;
  readonly tid?: string;
}

export interface MemoryPlace {
  /** 0 reserved, 1 EPC, 2 TID, 3 user. */
  readonly bank: number;
  readonly wordAddress: number;
}

/** What the module said that it works with now, read back after setting. */
export interface AppliedSettings {
  readonly powerDbm: number | undefined;
  readonly region: string | undefined;
}

export interface UhfProtocol<Frame extends { readonly kind: 'checked' }> {
  createFramer(): Framer<Frame>;
  /** Ends whatever inventory a crash has left running; a module that does not answer is no error here. */
  stop(link: ModuleLink<Frame>): Promise<void>;
  /** Model, version and the like; the answer also is the sign of life. */
  identify(link: ModuleLink<Frame>): Promise<Readonly<Record<string, string>>>;
  /** Sets what the settings name and reads it back: some modules forget it with their power. */
  configure(link: ModuleLink<Frame>, settings: UhfSettings): Promise<AppliedSettings>;
  /** One round. Finding no tag is a result, not an error. */
  inventory(link: ModuleLink<Frame>, onTag: (tag: SeenTag) => void): Promise<void>;
  /** @throws DeviceError `device.fault` with `detail.result` (TagFailure) */
  read(link: ModuleLink<Frame>, target: Target, place: MemoryPlace, words: number): Promise<Uint8Array>;
  /** @throws DeviceError `device.fault` with `detail.result` (TagFailure) */
  write(link: ModuleLink<Frame>, target: Target, place: MemoryPlace, data: Uint8Array): Promise<void>;
  /** Modules that inventory by themselves until stopped; others are asked round by round. */
  readonly stream?: UhfStream<Frame>;
}

export interface UhfStream<Frame> {
  start(link: ModuleLink<Frame>): Promise<void>;
  /** A tag, a sign of life, a reason why the module reads badly now, or a frame of something else. */
  take(frame: Frame): SeenTag | 'alive' | { readonly warning: string } | undefined;
  /** Longest pause between two frames of a running stream. */
  readonly silenceMs: number;
}
