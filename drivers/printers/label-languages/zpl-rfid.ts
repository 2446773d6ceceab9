import { DeviceError } from '../../errors.ts';
import type { RfidEncoding } from './label.ts';

/** A read-back is `EPC[<job id>:<hex>]` CR LF; this is how it begins. */
export const readBackOpening = 'EPC[';

const jobIdForm = /^[A-Za-z0-9-]{1,64}$/;

/** True when the id can travel in a `^HV` header: no comma, no caret, nothing a printer could take for a command. */
export function isJobId(text: string): boolean {
  return jobIdForm.test(text);
}

/**
 * ZPL that writes the EPC into the label's tag and has it read back to the host (`label-printers.md` section 4):
 * `^RS8` UHF with retries before voiding, `^RFW,H` write, `^RFR,H` read into field 1, `^HV1` answer it with our
 * header and trailer after every label (`L`). The EPC that counts is the one read back, never the one sent.
 */
export function rfidCommands(encoding: RfidEncoding): string {
  const { jobId, epc, retries = 3 } = encoding;
  if (!isJobId(jobId))
    throw new DeviceError('input.invalid', 'a job id is 1 to 64 letters, digits or hyphens');
  if (!/^(?:[0-9A-Fa-f]{4}){1,31}$/.test(epc)) {
    throw new DeviceError('input.invalid', 'an EPC is 1 to 31 words of four hexadecimal digits');
  }
  if (!Number.isInteger(retries) || retries < 0 || retries > 10) {
    throw new DeviceError('input.invalid', 'retries lie between 0 and 10');
  }
  const trailer = ']_0D_0A';
  return (
    `^RS8,,,${retries}` +
    `^RFW,H^FD${epc.toUpperCase()}^FS` +
    `^FN1^RFR,H^FS^FH_^HV1,${epc.length},${readBackOpening}${jobId}:,${trailer},L^FS`
  );
}
