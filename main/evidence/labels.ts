import { createHash, randomUUID } from 'node:crypto';
import { DeviceError } from '../../drivers/errors.ts';
import { makeOpaqueHandle } from '../../drivers/rfid/epc/index.ts';
import type { itemFlags } from '../contract/evidence-items.ts';
import { renderLabel } from '../kernel/documents/labels/render.ts';
import { type DeviceAccess, positionFor } from '../kernel/device-access.ts';
import { Refusal } from '../kernel/errors.ts';
import { canonicalJson } from '../kernel/ledger/canonical.ts';

export interface LabelItem {
  readonly code: string;
  readonly name: string;
  readonly caseNumber: string;
  readonly category: string;
  readonly quantity: string;
  readonly measureUnit: string;
  readonly flags: readonly (typeof itemFlags)[number][];
  readonly integrity: { readonly sealNumber: string };
}

/** Category 01–12 as one letter A–L, readable from two metres. */
function categoryLetter(category: string): string {
  return String.fromCharCode(64 + Number(category));
}

const markOfFlag: Partial<Record<(typeof itemFlags)[number], string>> = {
  biohazard: 'biohazard',
  cold: 'cold',
  classified: 'secret',
  'lithium-battery': 'flammable',
};

/** Fields of the label templates (`resources/labels/README.md`). Never the name of a person. */
export function labelData(item: LabelItem): Record<string, unknown> {
  const marks = item.flags.flatMap((flag) => markOfFlag[flag] ?? []);
  if (item.category === '05') marks.push('magnetic');
  const digest = createHash('sha256')
    .update(
      canonicalJson({
        code: item.code,
        caseNumber: item.caseNumber,
        quantity: item.quantity,
        name: item.name,
      }),
    )
    .digest('hex')
    .slice(0, 16)
    .toUpperCase();
  return {
    code: item.code,
    name: item.name,
    caseNumber: item.caseNumber,
    category: categoryLetter(item.category),
    unitCode: item.code.slice(1, 13),
    digest,
    quantity: `${item.quantity}${item.measureUnit}`,
    ...(item.integrity.sealNumber === '' ? {} : { sealNumber: item.integrity.sealNumber }),
    marks: [...new Set(marks)],
  };
}

export type LabelTemplateName = 'evidence-item' | 'evidence-item-small';

export interface PrintedLabel {
  readonly jobId: string;
  readonly state: 'done' | 'failed';
  readonly code: string | null;
  /** What the printer read back from the tag that it wrote; this and nothing else is bound. */
  readonly epc: string | null;
}

function failureCode(error: unknown): string {
  if (error instanceof DeviceError)
    return typeof error.detail['code'] === 'string' ? error.detail['code'] : error.code;
  return 'printer.failed';
}

/** Prints a label; with `handle` the printer also writes the tag in it. Done only when the printer says so. */
export async function printLabel(
  devices: DeviceAccess,
  item: LabelItem,
  options: { readonly template: LabelTemplateName; readonly copies: number; readonly epc: string | null },
): Promise<PrintedLabel> {
  const printer = positionFor(devices, 'label-printer');
  if (printer === undefined) throw new Refusal('devices.role_missing', { role: 'label-printer' });
  const jobId = randomUUID();
  const { bytes } = await renderLabel({
    template: options.template,
    data: labelData(item),
    language: 'zpl',
    copies: options.copies,
    ...(options.epc === null ? {} : { rfid: { jobId, epc: options.epc } }),
  });
  try {
    const answer = await devices.request(printer.id, 'print', {
      jobId,
      bytes,
      copies: options.copies,
      ...(options.epc === null ? {} : { rfid: { expectedEpc: options.epc } }),
    });
    const readBack =
      answer !== null &&
      typeof answer === 'object' &&
      'readBack' in answer &&
      typeof answer.readBack === 'string'
        ? answer.readBack
        : null;
    return { jobId, state: 'done', code: null, epc: readBack };
  } catch (error) {
    return { jobId, state: 'failed', code: failureCode(error), epc: null };
  }
}

export interface DeskTag {
  readonly epc: string;
  readonly tid: string | null;
}

/** What lies on the desk reader now. */
export async function readDesk(devices: DeviceAccess): Promise<DeskTag[]> {
  const reader = positionFor(devices, 'desk-reader');
  if (reader === undefined) throw new Refusal('devices.role_missing', { role: 'desk-reader' });
  const answer = await devices.request(reader.id, 'readTags', { milliseconds: 600 });
  const tags = answer !== null && typeof answer === 'object' && 'tags' in answer ? answer.tags : answer;
  if (!Array.isArray(tags)) return [];
  return tags.map((tag: { epc: string; tid?: string }) => ({ epc: tag.epc, tid: tag.tid ?? null }));
}

/**
 * Writes a new handle into the one tag on the desk reader and reads it back. Refuses an empty desk, two tags (which of
 * them would it be?), and a chip that gives no TID.
 */
export async function encodeDeskTag(
  devices: DeviceAccess,
  random: Uint8Array,
  applicationFamily: number,
): Promise<{ readonly epc: string; readonly tid: string; readonly verified: boolean }> {
  const [tag, ...more] = await readDesk(devices);
  if (tag === undefined) throw new Refusal('evidence.desk_empty', {});
  if (more.length > 0) throw new Refusal('evidence.desk_two_tags', { tags: more.length + 1 });
  if (tag.tid === null) throw new Refusal('evidence.tag_without_tid', {});
  const reader = positionFor(devices, 'desk-reader');
  if (reader === undefined) throw new Refusal('devices.role_missing', { role: 'desk-reader' });
  const handle = makeOpaqueHandle(random, applicationFamily);
  const answer = await devices.request(reader.id, 'writeEpc', { tid: tag.tid, epcHex: handle.hex });
  const written = answer as { readonly epc: string; readonly verified: boolean };
  return { epc: written.epc, tid: tag.tid, verified: written.verified };
}
