import type { ImportMappingForm, ImportValue } from '../../../../main/contract/imports.ts';

/** What a column or code is taken for. Only tables have the first four: messages say who and when by themselves. */
export const tableRoles = ['person', 'date', 'time', 'instrument'] as const;
export type TableRole = (typeof tableRoles)[number];
export type Role = TableRole | 'value' | 'none';

export interface NameChoice {
  readonly name: string;
  /** The usual unit first. */
  readonly units: readonly { readonly unit: string; readonly from: number; readonly to: number }[];
}

export interface FieldSeen {
  readonly code: string;
  readonly text: string;
  readonly unit: string;
  readonly filled: number;
  readonly samples: readonly string[];
  readonly isNumeric: boolean;
}

/** A field of the file beside what the mapping says of it. */
export interface MappingRow extends FieldSeen {
  readonly role: Role;
  readonly value: ImportValue | undefined;
  /** The mapping speaks of it, the file does not have it. */
  readonly isAbsent: boolean;
}

export function valueOf(mapping: ImportMappingForm, code: string): ImportValue | undefined {
  return mapping.values.find((value) => value.code === code);
}

export function roleOf(mapping: ImportMappingForm, code: string): Role {
  if (mapping.form === 'csv') {
    const role = tableRoles.find((known) => mapping[known] === code);
    if (role !== undefined && code !== '') return role;
  }
  return valueOf(mapping, code) === undefined ? 'none' : 'value';
}

/** The field taken for nothing: the mapping without it. */
function without(mapping: ImportMappingForm, code: string): ImportMappingForm {
  const values = mapping.values.filter((value) => value.code !== code);
  if (mapping.form === 'hl7') return { form: 'hl7', values };
  const { time, instrument, ...rest } = mapping;
  return {
    ...rest,
    person: mapping.person === code ? '' : mapping.person,
    date: mapping.date === code ? '' : mapping.date,
    ...(time === undefined || time === code ? {} : { time }),
    ...(instrument === undefined || instrument === code ? {} : { instrument }),
    values,
  };
}

/** Gives a column one of the four roles, or none. The column that had the role before is taken for nothing. */
export function withRole(
  mapping: ImportMappingForm,
  code: string,
  role: TableRole | 'none',
): ImportMappingForm {
  const cleared = without(mapping, code);
  return role === 'none' || cleared.form === 'hl7' ? cleared : { ...cleared, [role]: code };
}

/** Takes a field for a measured value, in the unit that the file names where it can be, with that unit's range. */
export function withName(
  mapping: ImportMappingForm,
  field: Pick<FieldSeen, 'code' | 'unit'>,
  choice: NameChoice,
): ImportMappingForm {
  const named = choice.units.find(({ unit }) => unit === field.unit) ?? choice.units[0];
  if (named === undefined) return mapping;
  const cleared = without(mapping, field.code);
  return { ...cleared, values: [...cleared.values, { code: field.code, name: choice.name, ...named }] };
}

/** Changes unit, spellings or range of a mapped field. */
export function withValue(
  mapping: ImportMappingForm,
  code: string,
  change: Partial<ImportValue>,
): ImportMappingForm {
  return {
    ...mapping,
    values: mapping.values.map((value) => (value.code === code ? { ...value, ...change, code } : value)),
  };
}

/** Fields of the file in its order, then what the mapping misses in it. */
export function mappingRows(fields: readonly FieldSeen[], mapping: ImportMappingForm): MappingRow[] {
  const row = (field: FieldSeen, isAbsent: boolean): MappingRow => ({
    ...field,
    role: roleOf(mapping, field.code),
    value: valueOf(mapping, field.code),
    isAbsent,
  });
  const known = new Set(fields.map(({ code }) => code));
  const columns = mapping.form === 'csv' ? tableRoles.map((role) => mapping[role] ?? '') : [];
  const spoken = [...columns, ...mapping.values.map(({ code }) => code)];
  const absent = [...new Set(spoken)].filter((code) => code !== '' && !known.has(code));
  return [
    ...fields.map((field) => row(field, false)),
    ...absent.map((code) =>
      row({ code, text: '', unit: '', filled: 0, samples: [], isNumeric: false }, true),
    ),
  ];
}

export type MappingProblem = 'person' | 'date' | 'values' | 'twice' | 'range';

/** What must be settled before the mapping can be kept. Two codes of messages may mean the same value, two columns not. */
export function mappingProblems(mapping: ImportMappingForm): MappingProblem[] {
  const names = mapping.values.map(({ name }) => name);
  const problems: readonly (readonly [MappingProblem, boolean])[] = [
    ['person', mapping.form === 'csv' && mapping.person === ''],
    ['date', mapping.form === 'csv' && mapping.date === ''],
    ['values', names.length === 0],
    ['twice', mapping.form === 'csv' && new Set(names).size < names.length],
    ['range', mapping.values.some(({ from, to }) => !(from <= to))],
  ];
  return problems.flatMap(([problem, isThere]) => (isThere ? [problem] : []));
}
