import type { FileForm } from './survey.ts';

/** A kind of instrument without a public line format: no driver can be written for it, and none is pretended. */
export interface ClosedInstrument {
  readonly id: 'inbody' | 'spirometer' | 'ecg';
  /** What its program can be asked for and what is read of it here. */
  readonly wayIn: readonly FileForm[];
  readonly notRead: readonly FileForm[];
}

/** body-composition-glucose-spiro.md section 0; domain/devices.md, "Cannot be done from public knowledge". */
export const closedInstruments: readonly ClosedInstrument[] = [
  { id: 'inbody', wayIn: ['hl7', 'csv'], notRead: ['pdf'] },
  { id: 'spirometer', wayIn: ['hl7', 'csv'], notRead: ['pdf', 'xml'] },
  { id: 'ecg', wayIn: [], notRead: ['scp-ecg', 'xml', 'dicom', 'edf', 'pdf'] },
];
