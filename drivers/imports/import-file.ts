import { assertNever } from '../errors.ts';
import { importCsv } from './csv-results.ts';
import { importOru } from './hl7-oru.ts';
import type { ImportOutcome } from './imported-result.ts';
import type { FormMapping } from './suggestion.ts';

/** All results of a file by a mapping of its form. Pure. */
export function importFile(text: string, mapping: FormMapping): ImportOutcome[] {
  switch (mapping.form) {
    case 'hl7':
      return importOru(text, mapping);
    case 'csv':
      return importCsv(text, mapping);
    default:
      return assertNever(mapping);
  }
}
