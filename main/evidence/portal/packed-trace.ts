import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type * as z from 'zod/mini';
import type { passageTrace } from '../../contract/evidence-account.ts';
import type { Attachments } from '../../kernel/attachments/attachments.ts';
import { Refusal } from '../../kernel/errors.ts';
import { parseTraceLine, type TraceHeader } from '../gate/trace.ts';
import type { GateEvent } from '../gate/types.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Unpacked, a trace of a minute at 1 500 reads a second has some 10 MB; more is no trace of ours. */
const largestBytes = 64 * 1024 * 1024;

/** Keeps a gate trace as a packed attachment. */
export async function keepTrace(
  attachments: Attachments,
  lines: readonly string[],
): Promise<z.infer<typeof passageTrace>> {
  const packed = await pack(Buffer.from(`${lines.join('\n')}\n`, 'utf8'));
  const { hash } = await attachments.put(packed);
  return { hash, lines: lines.length, bytes: packed.length };
}

/** The text of a kept trace. @throws Refusal `evidence.trace_missing` when it is not there any more */
export async function readTrace(attachments: Attachments, hash: string): Promise<string> {
  const found = await attachments.get(hash);
  if (found === undefined) throw new Refusal('evidence.trace_missing', {});
  const text = await unpack(found.bytes, { maxOutputLength: largestBytes });
  return text.toString('utf8');
}

/** A trace as events. Lines that do not parse are left out: the file was written by this program. */
export function eventsOfTrace(text: string): { readonly header: TraceHeader; readonly events: GateEvent[] } {
  let header: TraceHeader = { id: 'gate', antennas: [], readsPerSecond: null };
  const events: GateEvent[] = [];
  let expectHeader = true;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const parsed = parseTraceLine(line, expectHeader);
    if (parsed.kind === 'header') {
      header = parsed.header;
      expectHeader = false;
    } else if (parsed.kind === 'event') events.push(parsed.event);
  }
  return { header, events };
}
