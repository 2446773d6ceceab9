import type { PersonContent } from '../../decoded.ts';
import { ethnicityName } from './ethnicities.ts';
import { checkIdNumber, isIdNumberForm } from './id-number.ts';

/** 256 bytes of text in every known layout. */
export const TEXT_BYTES = 256;

type CardType =
  | 'residentIdentityCard'
  /** 外国人永久居留身份证, first form (type I). */
  | 'foreignPermanentResident'
  /** The form issued since 2023 (type Y). */
  | 'foreignPermanentResident2023'
  /** 港澳台居民居住证 (type J). */
  | 'hkMacaoTaiwanResidencePermit';

export type PersonVerdict = PersonContent | { readonly kind: 'refused'; readonly reason: string };

/** Places of the fields in bytes: name, start, length. Lengths: SAM_V notes; foreign and permit layouts [1] each. */
type Layout = Readonly<Record<string, readonly [start: number, length: number]>>;

const RESIDENT: Layout = {
  name: [0, 30],
  sexCode: [30, 2],
  ethnicityCode: [32, 4],
  birth: [36, 16],
  address: [52, 70],
  idNumber: [122, 36],
  authority: [158, 30],
  validFrom: [188, 16],
  validUntil: [204, 16],
};
const PERMIT: Layout = {
  name: [0, 30],
  sexCode: [30, 2],
  birth: [36, 16],
  address: [52, 70],
  idNumber: [122, 36],
  authority: [158, 30],
  validFrom: [188, 16],
  validUntil: [204, 16],
  passNumber: [220, 18],
  issueCount: [238, 4],
};
const FOREIGN: Layout = {
  englishName: [0, 120],
  sexCode: [120, 2],
  idNumber: [122, 30],
  nationality: [152, 6],
  name: [158, 30],
  validFrom: [188, 16],
  validUntil: [204, 16],
  birth: [220, 16],
  cardVersion: [236, 4],
  authorityCode: [240, 8],
};
const FOREIGN_2023: Layout = {
  name: [0, 30],
  sexCode: [30, 2],
  renewals: [32, 4],
  birth: [36, 16],
  englishName: [52, 70],
  idNumber: [122, 36],
  validFrom: [188, 16],
  validUntil: [204, 16],
  nationality: [242, 6],
};
const TYPE_AT = 248;

const LAYOUTS: ReadonlyMap<string, readonly [CardType, Layout]> = new Map([
  ['I', ['foreignPermanentResident', FOREIGN]],
  ['J', ['hkMacaoTaiwanResidencePermit', PERMIT]],
  ['Y', ['foreignPermanentResident2023', FOREIGN_2023]],
]);

const SEXES: Readonly<Record<string, string>> = {
  '0': 'unknown',
  '1': 'male',
  '2': 'female',
  '9': 'notStated',
};

/**
 * 证件文字: the text part of a card, UTF-16 little endian, padded with blanks. Refused as a whole with `length`, `date`
 * or `field` when a part that must be there is not; that the number contradicts itself or the rest is told in
 * `checks`.
 */
export function readPerson(text: Uint8Array): PersonVerdict {
  if (text.length !== TEXT_BYTES) return { kind: 'refused', reason: 'length' };
  const [cardType, layout] = LAYOUTS.get(textAt(text, TYPE_AT, 2)) ?? ['residentIdentityCard', RESIDENT];
  const fields = new Map(
    Object.entries(layout).map(([name, [start, length]]) => [name, textAt(text, start, length)]),
  );
  const field = (name: string): string => fields.get(name) ?? '';
  const birth = isoDate(field('birth'));
  const validFrom = isoDate(field('validFrom'));
  const validUntil = field('validUntil') === '长期' ? '长期' : isoDate(field('validUntil'));
  if (birth === undefined || validFrom === undefined || validUntil === undefined) {
    return { kind: 'refused', reason: 'date' };
  }
  const sex = SEXES[field('sexCode')];
  const idNumber = field('idNumber');
  const name = field('name');
  const englishName = cardType === 'foreignPermanentResident2023' ? longName(text) : field('englishName');
  if (sex === undefined || (name === '' && englishName === '')) return { kind: 'refused', reason: 'field' };
  const isForeign = cardType === 'foreignPermanentResident';
  if (isForeign ? !/^[A-Z]{3}\d{12}$/.test(idNumber) : !isIdNumberForm(idNumber)) {
    return { kind: 'refused', reason: 'field' };
  }
  const ethnicity = ethnicityName(field('ethnicityCode'));
  if (cardType === 'residentIdentityCard' && ethnicity === undefined) {
    return { kind: 'refused', reason: 'field' };
  }
  const rest: Record<string, string> = {};
  for (const key of REST) {
    const value = field(key);
    if (value !== '') rest[key] = value;
  }
  return {
    kind: 'person',
    cardType,
    name: name === '' ? englishName : name,
    ...(englishName === '' ? {} : { englishName }),
    sex,
    sexCode: field('sexCode'),
    ...(ethnicity === undefined ? {} : { ethnicity, ethnicityCode: field('ethnicityCode') }),
    birth,
    idNumber,
    validFrom,
    validUntil,
    ...rest,
    ...(isForeign ? {} : { checks: checkIdNumber(idNumber, field('birth'), field('sexCode')) }),
  };
}

const REST: readonly string[] = [
  'address',
  'authority',
  'authorityCode',
  'nationality',
  'passNumber',
  'issueCount',
  'cardVersion',
  'renewals',
];

/** Blanks and zeros fill up the field. */
function textAt(text: Uint8Array, start: number, length: number): string {
  return paddedTextAt(text, start, length).trim();
}

function paddedTextAt(text: Uint8Array, start: number, length: number): string {
  return Buffer.from(text.subarray(start, start + length))
    .toString('utf16le')
    .replaceAll('\0', ' ');
}

/** Characters 1–35 and 36–46 stand in two places; a blank at the seam belongs to the name. */
function longName(text: Uint8Array): string {
  return `${paddedTextAt(text, 52, 70)}${paddedTextAt(text, 220, 22)}`.trim();
}

/** `YYYYMMDD` as `YYYY-MM-DD`; `undefined` when it is no date. */
function isoDate(digits: string): string | undefined {
  if (!/^\d{8}$/.test(digits)) return undefined;
  const iso = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined;
}

/** The newest address (追加住址): 70 bytes of the same text. */
export function readAddress(text: Uint8Array): string {
  return textAt(text, 0, text.length);
}
