import type { DecodedContent, Span } from '../../decoded.ts';
import type { Framed } from '../../framing/framer.ts';
import type { LinkFrame } from './frame.ts';
import type { LinkElement } from './link-frame.ts';
import {
  type Delimiters,
  frame,
  headerContent,
  headerUnit,
  type RecordContext,
  resultContent,
  settingsOf,
  USUAL_DELIMITERS,
} from './records.ts';

export interface MessageLine {
  readonly content: DecodedContent;
  readonly span: Span;
}

const FIRST_CONTEXT: RecordContext = {
  delimiters: USUAL_DELIMITERS,
  unit: undefined,
  person: null,
  controls: new Set(),
};

/**
 * Puts records together over frames and remembers what header, patient and order say about the results. Fed with the
 * lines of the framer in order; gives lines with the same span, several where a frame holds several records.
 */
export class AstmMessage {
  #context = FIRST_CONTEXT;
  /** Text of a record whose end comes with a later frame, and the bytes it came in. */
  #begun: { readonly text: string; readonly raw: readonly number[] } | undefined;
  /** Number and text of the last good frame; gone when something was lost in between. */
  #last: { readonly number: number; readonly text: string } | undefined;

  take(line: Framed<LinkFrame>): MessageLine[] {
    if (line.kind !== 'checked') {
      this.#begun = undefined;
      this.#last = undefined;
      return [{ content: line, span: { offset: line.offset, length: line.length } }];
    }
    const span = { offset: line.offset, length: line.length };
    const text = line.elements.find((element) => element.kind === 'text');
    if (text === undefined) return [{ content: this.#withoutText(line), span }];
    const controls = namesOf(line.elements);
    if (controls.includes('enquiry') || controls.includes('endOfTransmission')) this.#last = undefined;
    if (text.number === this.#last?.number && text.text === this.#last.text) {
      return [{ content: frame('repeat', { frame: text.number, text: text.text }), span }];
    }
    this.#last = text;
    return this.#records(text, line, span, controls);
  }

  #withoutText(line: LinkFrame): DecodedContent {
    const remote = line.elements.find((element) => element.kind === 'remote');
    const controls = namesOf(line.elements);
    if (remote !== undefined) {
      return frame('remote', { text: remote.text, ...(controls.length === 0 ? {} : { controls }) });
    }
    const [first = ''] = controls;
    if (first === 'enquiry' || first === 'endOfTransmission' || first === 'cancel') {
      this.#last = undefined;
      this.#begun = undefined;
    }
    return frame(first, controls.length > 1 ? { controls } : {});
  }

  #records(
    element: Extract<LinkElement, { readonly kind: 'text' }>,
    line: LinkFrame,
    span: Span,
    controls: readonly string[],
  ): MessageLine[] {
    const about = { frame: element.number, ...(controls.length === 0 ? {} : { controls }) };
    const pieces = element.text.split('\r');
    const rest = pieces.pop() ?? '';
    // Old frames end their last record with the frame itself.
    if (rest !== '' && element.isLast) pieces.push(rest);
    const lines: MessageLine[] = [];
    // STX and number stand before the text; only serial frames can be cut by records.
    let from = 0;
    let position = 2;
    for (const [index, piece] of pieces.entries()) {
      const isFinal = index === pieces.length - 1 && (rest === '' || element.isLast);
      position += piece.length + 1;
      const to = isFinal ? span.length : position;
      const raw = line.bytes.subarray(from, isFinal ? line.bytes.length : to);
      lines.push({
        content: this.#record(piece, about, raw),
        span: { offset: span.offset + from, length: to - from },
      });
      from = to;
    }
    if (rest !== '' && !element.isLast)
      lines.push(this.#begin(rest, line.bytes.slice(from), about, span, from));
    if (lines.length > 0) return line.isHid ? joined(lines, span) : lines;
    return [{ content: frame('record', { ...about, text: '' }), span }];
  }

  #begin(
    text: string,
    raw: Uint8Array,
    about: Readonly<Record<string, unknown>>,
    span: Span,
    from: number,
  ): MessageLine {
    this.#begun = { text: (this.#begun?.text ?? '') + text, raw: [...(this.#begun?.raw ?? []), ...raw] };
    return {
      content: frame('part', { ...about, text }),
      span: { offset: span.offset + from, length: span.length - from },
    };
  }

  #record(piece: string, about: Readonly<Record<string, unknown>>, bytes: Uint8Array): DecodedContent {
    const begun = this.#begun;
    this.#begun = undefined;
    const text = (begun?.text ?? '') + piece;
    const raw = begun === undefined ? bytes : Uint8Array.from([...begun.raw, ...bytes]);
    const { delimiters } = this.#context;
    const fields = text.split(delimiters.field);
    switch (text[0]) {
      case 'H': {
        const own = delimitersOf(text);
        if (own === undefined) return { kind: 'refused', reason: 'field' };
        const settings = settingsOf(text.slice(5).split(own.field)[4] ?? '', own);
        this.#context = { ...FIRST_CONTEXT, delimiters: own, unit: headerUnit(settings['U']) };
        return headerContent(text, own, about);
      }
      case 'P': {
        const person = fields.slice(2, 5).find((field) => field !== '') ?? null;
        this.#context = { ...this.#context, person };
        return frame('patient', { ...about, sequence: fields[1] ?? '', person });
      }
      case 'O': {
        const isControl = fields[11] === 'Q';
        if (isControl) this.#noteControl(fields[1] ?? '');
        return frame('order', { ...about, sequence: fields[1] ?? '', controlSolution: isControl });
      }
      case 'R':
        return resultContent(fields, this.#context, about, raw);
      case 'C':
        return frame('comment', {
          ...about,
          sequence: fields[1] ?? '',
          text: fields.slice(2).join(delimiters.field),
        });
      case 'L':
        this.#context = FIRST_CONTEXT;
        return frame('terminator', { ...about, sequence: fields[1] ?? '', code: fields[3] ?? '' });
      default:
        return frame('record', { ...about, text });
    }
  }

  #noteControl(sequence: string): void {
    this.#context = { ...this.#context, controls: new Set([...this.#context.controls, sequence]) };
  }
}

/** `H|\^&`: field, repeat and component delimiter stand behind the letter. */
function delimitersOf(header: string): Delimiters | undefined {
  const [, field, repeat, component] = header;
  if (field === undefined || repeat === undefined || component === undefined) return undefined;
  const all = new Set([field, repeat, component]);
  return all.size === 3 && !/[A-Za-z0-9]/.test(field + repeat + component)
    ? { field, repeat, component }
    : undefined;
}

function namesOf(elements: readonly LinkElement[]): string[] {
  const names: string[] = [];
  for (const element of elements) if (element.kind === 'control') names.push(element.name);
  return names;
}

/** Reports of 64 bytes cannot be cut where records end: the first line takes the headers, the last the padding. */
function joined(lines: readonly MessageLine[], span: Span): MessageLine[] {
  return lines.map(({ content }, index) => ({
    content,
    span:
      index === 0
        ? { offset: span.offset, length: span.length - (lines.length - 1) }
        : { offset: span.offset + span.length - lines.length + index, length: 1 },
  }));
}
