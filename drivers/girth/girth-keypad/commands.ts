import type { Girth } from './entry.ts';

/** The form in which entries are kept and played: `waist 82.5 83.0`, ended by CR LF. Ours; no device sends it. */
export function girthLine(girth: Girth, entries: readonly number[]): Uint8Array {
  return new Uint8Array(
    Buffer.from(`${girth} ${entries.map((cm) => cm.toFixed(1)).join(' ')}\r\n`, 'latin1'),
  );
}
