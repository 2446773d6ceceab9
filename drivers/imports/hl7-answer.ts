import { parseMessage, splitMessages } from './hl7-message.ts';

/** AA: everything is stored. AE: it is kept, and a person has to look at it. AR: nothing of it is kept. */
export type AcknowledgementCode = 'AA' | 'AE' | 'AR';

/** What tells one message from another of the same sender. */
export interface MessageHead {
  /** MSH-3 and MSH-4. */
  readonly sender: string;
  /** MSH-10. */
  readonly controlId: string;
  /** MSH-9, first two components. */
  readonly type: string;
}

/** `undefined` when there is no header to answer to. */
export function messageHead(text: string): MessageHead | undefined {
  const message = parseMessage(splitMessages(text)[0] ?? '');
  const header = message?.segments[0];
  if (message === undefined || header === undefined) return undefined;
  const sender = [header.field(3), header.field(4)].join('|');
  return { sender, controlId: message.controlId, type: message.type };
}

/**
 * The answer owed to whoever sent the message, in an MLLP block (HL7 v2.3 chapter 2, ACK: MSH, MSA). AA only after it was
 * stored. The delimiters are the usual ones. A message without a header gets an answer without its number.
 *
 * @param at local time of the answer, `YYYYMMDDHHMMSS`
 * @param words MSA-3, for the log of whoever sent it; nothing personal
 */
export function acknowledgement(text: string, code: AcknowledgementCode, at: string, words = ''): string {
  const message = parseMessage(splitMessages(text)[0] ?? '');
  const header = message?.segments[0];
  const field = (number: number): string => escaped(header?.field(number) ?? '');
  const [controlId, version] = [field(10), field(12) === '' ? '2.3' : field(12)];
  const own = `MSH|^~\\&|${field(5)}|${field(6)}|${field(3)}|${field(4)}|${at}||ACK|${controlId}|P|${version}`;
  const said = words === '' ? '' : `|${escaped(words)}`;
  return `\x0b${own}\rMSA|${code}|${controlId}${said}\r\x1c\r`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '|': '\\F\\',
  '^': '\\S\\',
  '~': '\\R\\',
  '\\': '\\E\\',
  '&': '\\T\\',
};

/** Nothing that a sender puts into its number may end a field or segment of the answer. */
function escaped(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replaceAll(/[|^~\\&]/g, (letter) => ESCAPES[letter] ?? '').replaceAll(/[\u0000-\u001f]/g, ' ');
}
