import { createHash } from 'node:crypto';
import { textOfBytes } from '../../../../drivers/imports/file-text.ts';
import { messageHead } from '../../../../drivers/imports/hl7-answer.ts';
import { importFile } from '../../../../drivers/imports/import-file.ts';
import { formOf } from '../../../../drivers/imports/survey.ts';
import type { ImportMappingForm } from '../../../contract/imports.ts';
import { checkedMapping } from '../checked-mapping.ts';
import type { Interpretation } from '../record/commands.ts';

/**
 * More in one file is a sign that a whole archive was exported; it is cut into years. So many take the one writer of the
 * station about half a second of processor time (measured: 0.43 to 0.8 s on a busy machine of two cores), no longer than
 * an alarm may wait.
 */
export const MOST_RECORDS = 5_000;
/** Characters of one original; as much as the bench on screen takes several times over. */
export const LARGEST_ORIGINAL_BYTES = 8 * 1024 * 1024;

/** A mapping in use (导入方案), newest version. */
export interface ProfileInUse {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly mapping: ImportMappingForm;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What a mapping makes of the bytes that came. Pure. @param profile undefined = none is set for what came */
export function interpret(
  bytes: Uint8Array,
  profile: ProfileInUse | undefined,
): Interpretation & { readonly form: string } {
  const { text } = textOfBytes(bytes);
  const form = formOf(text);
  const named =
    profile === undefined ? null : { id: profile.id, name: profile.name, version: profile.version };
  const none = { form, profile: named, results: [], refusals: [] };
  if (form !== 'hl7' && form !== 'csv') return { ...none, wholeReason: `form-${form}` };
  if (profile === undefined) return { ...none, wholeReason: 'no-profile' };
  if (profile.mapping.form !== form) return { ...none, wholeReason: 'other-form' };
  const outcomes = importFile(text, checkedMapping(profile.mapping));
  if (outcomes.length > MOST_RECORDS) return { ...none, wholeReason: 'too-many' };
  return {
    form,
    profile: named,
    wholeReason: null,
    results: outcomes.flatMap((outcome) => (outcome.kind === 'result' ? [outcome.result] : [])),
    refusals: outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.refused] : [])),
  };
}

/** Who sent a message, and its number. */
export function messageOf(bytes: Uint8Array): { sender: string; controlId: string } | undefined {
  const head = messageHead(textOfBytes(bytes).text);
  return head === undefined ? undefined : { sender: head.sender, controlId: head.controlId };
}
