/** One HL7 v2 segment: name and fields, numbered as the standard does (MSH-1 is the delimiter itself). */
export interface Segment {
  readonly name: string;
  field(number: number): string;
  component(field: number, number: number): string;
}

export interface Hl7Message {
  readonly segments: readonly Segment[];
  /** MSH-9, first two components: `ORU^R01`. */
  readonly type: string;
  /** MSH-10. */
  readonly controlId: string;
  /** MSH-18, `''` when the message says none. */
  readonly characterSet: string;
}

interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repeat: string;
  readonly escape: string;
  readonly sub: string;
}

/** MLLP block: VT, message, FS, CR. */
const VT = 0x0b;
const FS = 0x1c;

/**
 * Cuts a file or a line's bytes into messages: MLLP blocks (0B … 1C 0D), or messages one after the other, each from
 * `MSH` on. Line ends may be CR, LF or CR LF. Anything before the first message is left out.
 */
export function splitMessages(text: string): string[] {
  const blocks = text.includes(String.fromCharCode(VT))
    ? text.split(String.fromCharCode(VT)).flatMap((block) => block.split(String.fromCharCode(FS))[0] ?? [])
    : [text];
  return blocks
    .flatMap((block) => block.split(/(?:^|[\r\n]+)(?=MSH.)/))
    .map((message) => message.trim())
    .filter((message) => message.startsWith('MSH'));
}

/** `undefined` when the header cannot be read. */
export function parseMessage(text: string): Hl7Message | undefined {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line !== '');
  const delimiters = delimitersOf(lines[0] ?? '');
  if (delimiters === undefined) return undefined;
  const segments = lines.map((line) => segmentOf(line, delimiters));
  const header = segments[0];
  if (header === undefined) return undefined;
  return {
    segments,
    type: [header.component(9, 1), header.component(9, 2)].filter((part) => part !== '').join('^'),
    controlId: header.field(10),
    characterSet: header.field(18),
  };
}

function delimitersOf(header: string): Delimiters | undefined {
  if (!header.startsWith('MSH')) return undefined;
  const [field, component, repeat, escape = '\\', sub = '&'] = header.slice(3);
  if (field === undefined || component === undefined || repeat === undefined) return undefined;
  const given = [field, component, repeat];
  return new Set(given).size === 3 && !given.some((one) => /[A-Za-z0-9]/.test(one))
    ? { field, component, repeat, escape, sub }
    : undefined;
}

function segmentOf(line: string, delimiters: Delimiters): Segment {
  const fields = line.split(delimiters.field);
  const name = fields[0] ?? '';
  // The delimiter behind MSH counts as its first field.
  const shift = name === 'MSH' ? 1 : 0;
  const raw = (number: number): string => fields[number - shift] ?? '';
  return {
    name,
    field: (number) => unescaped(raw(number), delimiters),
    component: (field, number) => {
      const first = raw(field).split(delimiters.repeat)[0] ?? '';
      return unescaped(first.split(delimiters.component)[number - 1] ?? '', delimiters);
    },
  };
}

/** `\F\`, `\S\`, `\R\`, `\E\`, `\T\` and `\Xhh\`; others stay as they are. */
function unescaped(text: string, { field, component, repeat, escape, sub }: Delimiters): string {
  if (!text.includes(escape)) return text;
  const letters: Readonly<Record<string, string>> = { F: field, S: component, R: repeat, E: escape, T: sub };
  const parts = text.split(escape);
  let plain = parts[0] ?? '';
  for (let at = 1; at < parts.length; at += 2) {
    const code = parts[at] ?? '';
    const hex = /^X((?:[0-9A-Fa-f]{2})+)$/.exec(code)?.[1];
    if (letters[code] !== undefined) plain += letters[code];
    else if (hex !== undefined) plain += Buffer.from(hex, 'hex').toString('latin1');
    else plain += escape + code + (at + 1 < parts.length ? escape : '');
    plain += parts[at + 1] ?? '';
  }
  return plain;
}
