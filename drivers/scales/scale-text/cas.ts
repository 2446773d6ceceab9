import type { Recognition } from '../../framing/framer.ts';
import { indicatorLine } from '../forms/indicator.ts';

/** Two headers with commas, device number, lamps, comma, eight of number, blank, unit of two, CR LF. */
const LENGTH = 22;
const header = /^(?:ST|US|OL),(?:GS|NT|TR),$/;

/**
 * CAS 22-byte form (CI and NT series manuals): `ST,GS,` device lamps `,` number ` kg` CR LF. Device number and lamps are
 * plain bytes, so this is no printable line. Lamp bits: 6 stable, 5 hold, 4 printing, 3 gross, 2 tare, 1 net, 0 zero.
 */
export function recogniseCas(view: Uint8Array, start: number): Recognition {
  const first = view[start];
  if (first !== 0x53 && first !== 0x55 && first !== 0x4f) return { verdict: 'reject' };
  const frame = view.subarray(start, start + LENGTH);
  const text = Buffer.from(frame).toString('latin1');
  if (frame.length < LENGTH) {
    const sure =
      text.length >= 9 &&
      header.test(text.slice(0, 6)) &&
      text[8] === ',' &&
      !/[\r\n]/.test(text.slice(9, 20));
    return sure ? { verdict: 'need', bytes: LENGTH } : { verdict: 'reject' };
  }
  if (!header.test(text.slice(0, 6)) || text[8] !== ',' || !text.endsWith('\r\n'))
    return { verdict: 'reject' };
  const lamps = frame[7] ?? 0;
  const content = indicatorLine(`${text.slice(0, 6)}${text.slice(9, 20)}`, frame.slice());
  if (content === undefined) return { verdict: 'reject' };
  if (content.kind === 'refused') return { verdict: 'refused', length: LENGTH, reason: content.reason };
  if (content.kind !== 'reading' || 'error' in content) return { verdict: 'frame', length: LENGTH, content };
  const flags = [
    ...content.flags,
    ...((lamps & 0x20) === 0 ? [] : ['hold']),
    ...((lamps & 1) === 0 ? [] : ['zero']),
  ];
  return { verdict: 'frame', length: LENGTH, content: { ...content, flags } };
}
