import { DeviceError } from '../errors.ts';
import { isJobId } from './label-languages/zpl-rfid.ts';
import type { PrintJob } from './job.ts';

/** Settings of a printer in the devices file; all have defaults. */
export interface PrinterSettings {
  /** Milliseconds between two looks at the idle printer; default 5000. */
  readonly pollMs: number;
  /** Milliseconds a printer with a fault may take to be put right during a job; default 120000. */
  readonly patienceMs: number;
}

export function readPrinterSettings(settings: Readonly<Record<string, unknown>>): PrinterSettings {
  return {
    pollMs: readMilliseconds(settings, 'pollMs', 5000),
    patienceMs: readMilliseconds(settings, 'patienceMs', 120_000),
  };
}

function readMilliseconds(settings: Readonly<Record<string, unknown>>, name: string, usual: number): number {
  const value = settings[name] ?? usual;
  if (typeof value === 'number' && Number.isFinite(value) && value >= 500 && value <= 3_600_000) return value;
  throw new DeviceError('input.invalid', `${name} is a number of milliseconds between 500 and 3600000`);
}

/** Checks the input of `request('print')`. */
export function readPrintJob(input: unknown): PrintJob {
  if (typeof input !== 'object' || input === null) throw invalid('a print job is an object');
  const jobId = 'jobId' in input ? input.jobId : undefined;
  const bytes = 'bytes' in input ? input.bytes : undefined;
  const rfid = 'rfid' in input ? input.rfid : undefined;
  const copies = 'copies' in input ? (input.copies ?? 1) : 1;
  if (typeof jobId !== 'string' || !isJobId(jobId))
    throw invalid('jobId is 1 to 64 letters, digits or hyphens');
  if (!(bytes instanceof Uint8Array) || bytes.length === 0)
    throw invalid('bytes is a Uint8Array with content');
  if (typeof copies !== 'number' || !Number.isInteger(copies) || copies < 1 || copies > 999) {
    throw invalid('copies lie between 1 and 999');
  }
  if (rfid === undefined) return { jobId, bytes, expectedEpc: undefined };
  const expectedEpc =
    typeof rfid === 'object' && rfid !== null && 'expectedEpc' in rfid ? rfid.expectedEpc : undefined;
  if (typeof expectedEpc !== 'string' || !/^(?:[0-9A-Fa-f]{4}){1,31}$/.test(expectedEpc)) {
    throw invalid('rfid.expectedEpc is a hexadecimal EPC of whole words');
  }
  if (copies !== 1) throw invalid('copies of an RFID label would give two tags the same EPC');
  return { jobId, bytes, expectedEpc: expectedEpc.toUpperCase() };
}

function invalid(message: string): DeviceError {
  return new DeviceError('input.invalid', message);
}
