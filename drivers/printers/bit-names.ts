export type BitNames = readonly (readonly [bit: number, name: string])[];

/** The names of the bits that are set, for all 256 bytes: looked up for every answer, made once. */
export function namesByByte(table: BitNames): readonly (readonly string[])[] {
  return Array.from({ length: 256 }, (_, byte) =>
    table.flatMap(([bit, name]) => ((byte & bit) === 0 ? [] : [name])),
  );
}

/** @param names as `namesByByte` gives them */
export function namesOf(byte: number, names: readonly (readonly string[])[]): readonly string[] {
  return names[byte] ?? none;
}

const none: readonly string[] = [];
