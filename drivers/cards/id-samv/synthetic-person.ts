import { idNumberCheck } from './id-number.ts';

/** A person who does not exist, for simulators and tests. */
export interface SyntheticPerson {
  readonly name: string;
  /** 1 man, 2 woman. */
  readonly sexCode: '1' | '2';
  readonly ethnicityCode: string;
  /** YYYYMMDD. */
  readonly birth: string;
  readonly address: string;
  readonly authority: string;
  readonly validFrom: string;
  /** YYYYMMDD or 长期. */
  readonly validUntil: string;
}

export const EXAMPLE_PERSON: SyntheticPerson = {
  name: '样例甲',
  sexCode: '1',
  ethnicityCode: '01',
  birth: '19900307',
  address: '样例省样例市样例路1号',
  authority: '样例市公安局样例分局',
  validFrom: '20200101',
  validUntil: '20400101',
};

/** Region 000000 is given to nobody, so that the number cannot belong to a real person. */
export function syntheticIdNumber({ birth, sexCode }: Pick<SyntheticPerson, 'birth' | 'sexCode'>): string {
  const digits = `000000${birth}00${sexCode}`;
  return `${digits}${idNumberCheck(digits) ?? ''}`;
}

/** Fields of fixed byte lengths, UTF-16 little endian, padded with blanks. */
export function cardText(fields: readonly (readonly [text: string, bytes: number])[]): Uint8Array {
  return Uint8Array.from(
    Buffer.concat(fields.map(([text, bytes]) => Buffer.from(text.padEnd(bytes / 2, ' '), 'utf16le'))),
  );
}

export function residentText(person: SyntheticPerson, idNumber = syntheticIdNumber(person)): Uint8Array {
  return cardText([
    [person.name, 30],
    [person.sexCode, 2],
    [person.ethnicityCode, 4],
    [person.birth, 16],
    [person.address, 70],
    [idNumber, 36],
    [person.authority, 30],
    [person.validFrom, 16],
    [person.validUntil, 16],
    ['', 36],
  ]);
}

/** 1,024 bytes that look like no picture; the real ones are compressed by the makers' own method. */
export function syntheticPhoto(): Uint8Array {
  return Uint8Array.from({ length: 1024 }, (_, index) => (index * 37) & 0xff);
}
