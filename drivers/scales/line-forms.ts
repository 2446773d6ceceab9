import type { DecodedContent } from '../decoded.ts';
import type { TextLine } from '../framing/line-framer.ts';

/** What a form makes of one line; `undefined` = not a line of this form, another may try. */
export type LineMeaning = DecodedContent | undefined;
/** `raw`: the bytes of the line with its end. */
export type LineForm = (text: string, raw: Uint8Array) => LineMeaning;

/** Tries the forms in order; the first that knows the line decides. */
export function firstForm(forms: readonly LineForm[]): (line: TextLine) => LineMeaning {
  return ({ text, ending }) => {
    const raw = Uint8Array.from(Buffer.from(text + endings[ending], 'latin1'));
    return interpretLine(forms, text, raw);
  };
}

export function interpretLine(forms: readonly LineForm[], text: string, raw: Uint8Array): LineMeaning {
  for (const form of forms) {
    const meaning = form(text, raw);
    if (meaning !== undefined) return meaning;
  }
  return undefined;
}

const endings = { cr: '\r', lf: '\n', crlf: '\r\n' } as const;

/** A command of the host, seen on a line that is listened to in both directions. */
export function hostCommand(command: string, fields: Readonly<Record<string, unknown>> = {}): DecodedContent {
  return { kind: 'frame', type: 'command', fields: { command, ...fields } };
}
