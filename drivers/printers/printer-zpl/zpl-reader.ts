/** One label format as a printer understands it, so far as the virtual printer needs. */
export interface ZplFormat {
  /** From `^XA` to `^XZ`. */
  readonly zpl: string;
  readonly copies: number;
  readonly rfid: RfidOrder | undefined;
}

export interface RfidOrder {
  /** Upper-case hexadecimal. */
  readonly epc: string;
  readonly retries: number;
  /** Text around the read-back, hex escapes resolved; undefined when none was asked for. */
  readonly readBack: { readonly header: string; readonly trailer: string } | undefined;
}

export type ZplOrder =
  | { readonly kind: 'query'; readonly command: '~HS' | '~HQES' | '~HI' }
  | { readonly kind: 'format'; readonly format: ZplFormat };

/** A format longer than this is dropped, as a printer without memory would. */
const longestFormat = 4_000_000;

/** Takes the bytes a host sends, in any chunking, and gives back what a printer would act on. */
export class ZplReader {
  #text = '';

  push(bytes: Uint8Array): ZplOrder[] {
    this.#text += Buffer.from(bytes).toString('latin1');
    const orders: ZplOrder[] = [];
    for (let order = this.#next(); order !== undefined; order = this.#next()) orders.push(order);
    if (this.#text.length > longestFormat) this.#text = '';
    return orders;
  }

  /** Queries are answered at once, even when they stand inside a format that is still coming. */
  #next(): ZplOrder | undefined {
    const query = /~(?:HS|HQES|HI)/.exec(this.#text);
    const end = this.#text.indexOf('^XZ');
    if (query !== null && (end < 0 || query.index < end)) {
      this.#text = this.#text.slice(0, query.index) + this.#text.slice(query.index + query[0].length);
      const command = query[0];
      if (command === '~HS' || command === '~HQES' || command === '~HI') return { kind: 'query', command };
    }
    if (end < 0) return undefined;
    const start = this.#text.lastIndexOf('^XA', end);
    const zpl = this.#text.slice(Math.max(0, start), end + 3);
    this.#text = this.#text.slice(end + 3);
    return start < 0 ? this.#next() : { kind: 'format', format: readFormat(zpl) };
  }
}

function readFormat(zpl: string): ZplFormat {
  const copies = Number(/\^PQ(\d{1,8})/.exec(zpl)?.[1] ?? 1);
  const epc = /\^RFW,H\^FD([0-9A-Fa-f]+)\^FS/.exec(zpl)?.[1];
  if (epc === undefined) return { zpl, copies, rfid: undefined };
  const retries = Number(/\^RS8,,,(\d+)/.exec(zpl)?.[1] ?? 3);
  const answer = /\^FH_\^HV1,\d+,([^,^]*),([^,^]*),L\^FS/.exec(zpl);
  const readBack =
    answer === null ? undefined : { header: unescape(answer[1] ?? ''), trailer: unescape(answer[2] ?? '') };
  return { zpl, copies, rfid: { epc: epc.toUpperCase(), retries, readBack } };
}

function unescape(text: string): string {
  return text.replaceAll(/_([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
