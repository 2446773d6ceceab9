import { parseCsv } from './csv-table.ts';
import { parseMessage, type Segment, splitMessages } from './hl7-message.ts';
import { shownSample } from './masking.ts';

/** What a file is. Only `hl7` and `csv` can be imported; the others are named so that nobody tries in vain. */
export const fileForms = [
  'hl7',
  'csv',
  'pdf',
  'xml',
  'dicom',
  'edf',
  'scp-ecg',
  'binary',
  'text',
  'empty',
] as const;
export type FileForm = (typeof fileForms)[number];

/** A column of a table or a code of a message, as far as it may be shown. */
export interface SurveyedField {
  /** Heading, or first component of OBX-3. */
  readonly code: string;
  /** What the file calls it beside the code; `''` for columns. */
  readonly text: string;
  /** As the file writes it; `''` where it says none. */
  readonly unit: string;
  /** Rows or observations that fill it. */
  readonly filled: number;
  /** Up to three different values, personal ones masked. */
  readonly samples: readonly string[];
  readonly isNumeric: boolean;
}

export interface Survey {
  readonly form: FileForm;
  /** Rows of the table, messages of the file. */
  readonly records: number;
  readonly fields: readonly SurveyedField[];
  /** Segments of the messages in order of their first coming, with how often they come. */
  readonly segments: readonly { readonly name: string; readonly count: number }[];
  /** Sender of the first message (MSH-3) or `''`. */
  readonly sender: string;
}

const MOST_SAMPLES = 3;

/** Tells the form from the beginning of the text; bytes that are no text come as replacement or control characters. */
export function formOf(text: string): FileForm {
  const start = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (start.trim() === '') return 'empty';
  if (start.startsWith('%PDF-')) return 'pdf';
  if (start.slice(128, 132) === 'DICM') return 'dicom';
  if (start.slice(16, 22) === 'SCPECG' || start.slice(14, 22).includes('SCPECG')) return 'scp-ecg';
  if (/^0 {7}/.test(start) && start.length > 256) return 'edf';
  if (splitMessages(start).length > 0) return 'hl7';
  if (/^\s*<(?:\?xml|[A-Za-z])/.test(start)) return 'xml';
  const head = start.slice(0, 4000);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0008\u000e-\u001f]/.test(head)) return 'binary';
  const rows = parseCsv(start);
  const columns = rows?.[0]?.length ?? 0;
  return columns >= 2 ? 'csv' : 'text';
}

/** What stands in a file, for the person who maps it. Pure; nothing personal leaves it unmasked. */
export function surveyFile(text: string): Survey {
  const form = formOf(text);
  if (form === 'hl7') return surveyMessages(text);
  if (form === 'csv') return surveyTable(text);
  return { form, records: 0, fields: [], segments: [], sender: '' };
}

function surveyTable(text: string): Survey {
  const [head = [], ...rows] = parseCsv(text) ?? [];
  const headings = head.map((heading) => heading.trim());
  const fields = headings.flatMap((heading, place) => {
    if (heading === '' || headings.indexOf(heading) !== place) return [];
    const collected = new Collected(heading);
    for (const row of rows) collected.add(row[place] ?? '');
    return [collected.field('', '')];
  });
  return { form: 'csv', records: rows.length, fields, segments: [], sender: '' };
}

function surveyMessages(text: string): Survey {
  const messages = splitMessages(text).flatMap((message) => parseMessage(message) ?? []);
  const counts = new Map<string, number>();
  const codes = new Map<string, { readonly collected: Collected; readonly first: Segment }>();
  for (const segment of messages.flatMap((message) => message.segments)) {
    const known = /^[A-Z][A-Z0-9]{2}$/.test(segment.name) ? segment.name : '?';
    counts.set(known, (counts.get(known) ?? 0) + 1);
    if (segment.name !== 'OBX') continue;
    const code = segment.component(3, 1);
    const entry = codes.get(code) ?? { collected: new Collected(code), first: segment };
    codes.set(code, entry);
    entry.collected.add(segment.field(5));
  }
  return {
    form: 'hl7',
    records: messages.length,
    fields: [...codes.values()].map(({ collected, first }) =>
      collected.field(first.component(3, 2), first.component(6, 1)),
    ),
    segments: [...counts].map(([name, count]) => ({ name, count })),
    sender: messages[0]?.segments[0]?.component(3, 1) ?? '',
  };
}

/** The values of one column or code while they are read. */
class Collected {
  readonly #code: string;
  readonly #samples = new Set<string>();
  #filled = 0;
  #numbers = 0;

  constructor(code: string) {
    this.#code = code;
  }

  add(value: string): void {
    const plain = value.trim();
    if (plain === '' || plain === '-') return;
    this.#filled += 1;
    if (/^[+-]?\d+(?:[.,]\d+)?$/.test(plain)) this.#numbers += 1;
    if (this.#samples.size < MOST_SAMPLES) this.#samples.add(shownSample(this.#code, plain));
  }

  field(text: string, unit: string): SurveyedField {
    return {
      code: this.#code,
      text,
      unit,
      filled: this.#filled,
      samples: [...this.#samples],
      isNumeric: this.#filled > 0 && this.#numbers === this.#filled,
    };
  }
}
