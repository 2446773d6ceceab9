import { isImportedName, unitOf } from '../../../drivers/imports/measured-choices.ts';
import type { FormMapping } from '../../../drivers/imports/suggestion.ts';
import type { ImportMappingForm } from '../../contract/imports.ts';
import { Refusal } from '../../kernel/errors.ts';

/**
 * A mapping from outside as the parsers take it. Pure.
 * @throws Refusal `imports.mapping_invalid` with the code whose name, unit or range cannot be
 */
export function checkedMapping(mapping: ImportMappingForm): FormMapping {
  const values = mapping.values.map(({ code, name, unit, unitTexts, from, to }) => {
    const known = isImportedName(name) ? unitOf(name, unit) : undefined;
    if (!isImportedName(name) || known === undefined || !(from <= to) || code === '') {
      throw new Refusal('imports.mapping_invalid', { code });
    }
    return { code, name, unit: known, ...(unitTexts === undefined ? {} : { unitTexts }), from, to };
  });
  if (mapping.form === 'hl7') return { form: 'hl7', values };
  const { person, date, time, dateOrder, instrument, decimalComma } = mapping;
  return {
    form: 'csv',
    person,
    date,
    dateOrder,
    ...(time === undefined ? {} : { time }),
    ...(instrument === undefined ? {} : { instrument }),
    ...(decimalComma === undefined ? {} : { decimalComma }),
    values,
  };
}

/** The same, and whole enough to be kept. @throws Refusal `imports.mapping_incomplete` */
export function wholeMapping(mapping: ImportMappingForm): ImportMappingForm {
  checkedMapping(mapping);
  const isPersonless = mapping.form === 'csv' && (mapping.person === '' || mapping.date === '');
  if (isPersonless || mapping.values.length === 0) throw new Refusal('imports.mapping_incomplete', {});
  return mapping;
}
