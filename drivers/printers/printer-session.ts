/** Everything a printer says about itself at one moment, whatever its language. */
export interface PrinterStatus {
  /** True only when the printer said so itself: silence is a fault. */
  readonly ready: boolean;
  /** Codes, worst first, for example `printer.paper_out`, `printer.silent`, `printer.foreign`. */
  readonly faults: readonly string[];
  /** Plain words, for example `paper near end`. */
  readonly warnings: readonly string[];
  /** False when nothing at all was answered. */
  readonly answered: boolean;
  /** True when the printer says that nothing of what was sent is left to print. */
  readonly drained: boolean;
  /** True while it says that it is printing: then waiting is no standstill. */
  readonly working: boolean;
  /** Labels still to be printed; undefined where the printer does not say. */
  readonly labelsLeft: number | undefined;
}

/** What a tag in a label kept after it was written. */
export interface ReadBack {
  readonly jobId: string;
  /** Upper-case hexadecimal, as the tag was read after writing. */
  readonly epc: string;
}

/** One conversation with a printer over an opened transport. One request is under way at a time. */
export interface PrinterSession {
  status(): Promise<PrinterStatus>;
  /** Model, firmware, memory; undefined when the printer does not say. */
  identify(): Promise<Readonly<Record<string, string>> | undefined>;
  /** What the line says of the printer whatever its language (USB device id); absent where a line says nothing. */
  portIdentity?(): Promise<Readonly<Record<string, string>> | undefined>;
  /** Sends a print job and whatever the language needs to learn when it is done. */
  send(bytes: Uint8Array): Promise<void>;
  onReadBack(listener: (readBack: ReadBack) => void): void;
  /** Gives up what waits and stops timers; the transport stays the caller's to close. */
  close(): void;
}

/** The same thing for whoever stands in front of the printer, whatever its maker calls it. */
const sameThing: Readonly<Record<string, string>> = {
  'media out': 'paper_out',
  'paper end': 'paper_out',
  'paper end stop': 'paper_out',
  'media not detected': 'paper_out',
  'paper jam during retract': 'paper_jam',
  'paper feed error': 'paper_jam',
  'clear paper path failed': 'paper_jam',
  'retract timed out': 'other_error',
  'presenter not running': 'other_error',
  'invalid firmware configuration': 'other_error',
  'head detection': 'head_fault',
  'head thermistor open': 'head_fault',
  'black mark not found': 'sensor_fault',
  'black mark calibration error': 'sensor_fault',
  'receive buffer full': 'buffer_full',
};

/** Stable code of a fault in plain words: `paper out` is `printer.paper_out`. */
export function faultCode(fault: string): string {
  return `printer.${sameThing[fault] ?? fault.replaceAll(/[^a-z0-9]+/g, '_')}`;
}
