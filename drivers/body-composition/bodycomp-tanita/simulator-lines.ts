import { sum8 } from '../../framing/checksums.ts';

const HEADER = '{0,16,~0,1,~1,1,~2,1,';

/** A tagged line as the scales send it, with the check of the genuine lines. @param pairs tag and value, texts in quotes */
export function taggedLine(pairs: readonly (readonly [tag: string, value: string])[]): string {
  const body = HEADER + pairs.map(([tag, value]) => `${tag},${value},`).join('');
  const check = sum8(Buffer.from(body, 'latin1')).toString(16).toUpperCase().padStart(2, '0');
  return `${body}CS,${check}\r\n`;
}
