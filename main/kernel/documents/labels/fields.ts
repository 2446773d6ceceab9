import { printable } from '../../../../drivers/printers/label-languages/index.ts';
import { Refusal } from '../../errors.ts';
import { type IconName, iconNames } from './icons.ts';
import type { LabelTemplate } from './template.ts';

/** What one label says, ready to be laid out. */
export interface LabelFields {
  /** Present fields only: never an empty text. */
  readonly texts: ReadonlyMap<string, string>;
  readonly marks: ReadonlyMap<string, readonly IconName[]>;
}

/**
 * Checks the data of a label against the fields its template declares. Fields the template does not know are
 * ignored, so whole records can be handed in without their other contents reaching the paper. Refuses with
 * `label.bad_data` (no object), `label.missing_field`, `label.bad_field`, `label.too_long` or `label.unknown_mark`.
 */
export function readFields(template: LabelTemplate, data: unknown): LabelFields {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new Refusal('label.bad_data');
  const given = new Map<string, unknown>(Object.entries(data));
  const texts = new Map<string, string>();
  const marks = new Map<string, readonly IconName[]>();
  for (const [field, rule] of Object.entries(template.fields)) {
    const value = given.get(field);
    if (rule.type === 'marks') {
      const list = readMarks(field, value, rule.maxLength);
      if (list.length > 0) marks.set(field, list);
      else if (rule.required === true) throw new Refusal('label.missing_field', { field });
      continue;
    }
    const text = readText(field, value);
    if (text !== '') texts.set(field, text);
    else if (rule.required === true) throw new Refusal('label.missing_field', { field });
    if (Array.from(text).length > rule.maxLength) {
      throw new Refusal('label.too_long', { field, max: rule.maxLength });
    }
  }
  return { texts, marks };
}

function readText(field: string, given: unknown): string {
  if (given === undefined || given === null) return '';
  if (typeof given === 'number' && Number.isFinite(given)) return String(given);
  if (typeof given !== 'string') throw new Refusal('label.bad_field', { field });
  return printable(given.normalize('NFC')).trim();
}

function readMarks(field: string, given: unknown, max: number): readonly IconName[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw new Refusal('label.bad_field', { field });
  const names = [...new Set(given.map((mark: unknown) => readMark(field, mark)))];
  if (names.length > max) throw new Refusal('label.too_long', { field, max });
  return names;
}

/** A safety mark that is silently left off is worse than no label, so an unknown one is refused. */
function readMark(field: string, mark: unknown): IconName {
  const known = iconNames.find((name) => name === mark);
  if (known === undefined)
    throw new Refusal('label.unknown_mark', { field, mark: printable(String(mark)).slice(0, 40) });
  return known;
}
