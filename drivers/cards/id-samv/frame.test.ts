import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { samvFrame } from './commands.ts';
import { createSamvDecoder } from './frame.ts';
import { idNumberCheck } from './id-number.ts';
import { readPerson } from './person.ts';
import {
  cardText,
  EXAMPLE_PERSON,
  residentText,
  syntheticIdNumber,
  syntheticPhoto,
} from './synthetic-person.ts';

const frame = (type: string, fields: Record<string, unknown>) => ({ kind: 'frame', type, fields });
const command = (type: string, code: string, parameter: string) => frame(type, { command: code, parameter });

const vectors: readonly (readonly [string, string, object])[] = [
  ['reset', 'AAAAAA9669000310FFEC', command('reset', '10', 'FF')],
  ['module status', 'AAAAAA9669000311FFED', command('moduleStatus', '11', 'FF')],
  ['module number', 'AAAAAA9669000312FFEE', command('moduleSerialNumber', '12', 'FF')],
  ['find card', 'AAAAAA96690003200122', command('findCard', '20', '01')],
  ['select card', 'AAAAAA96690003200221', command('selectCard', '20', '02')],
  ['read text and photo', 'AAAAAA96690003300132', command('readCard', '30', '01')],
  ['read newest address', 'AAAAAA96690003300330', command('readNewestAddress', '30', '03')],
  [
    'check byte was wrong',
    'AAAAAA9669000400001014',
    frame('error', { status: '10', meaning: 'the module received a wrong check byte' }),
  ],
  ['no newer address', 'AAAAAA9669000400009195', frame('error', { status: '91', meaning: 'nothing stored' })],
  [
    'card found',
    'AAAAAA9669000800009F0000000097',
    frame('cardFound', { status: '9F', meaning: 'card found', data: '00000000' }),
  ],
  ['no card', 'AAAAAA9669000400008084', frame('error', { status: '80', meaning: 'no card found' })],
  [
    'card selected',
    'AAAAAA9669000C00009000000000000000009C',
    frame('cardSelected', { status: '90', meaning: 'done', data: '0000000000000000' }),
  ],
];

const reading = (text: Uint8Array, photo: Uint8Array = syntheticPhoto(), fingerprint?: Uint8Array): string =>
  toHex(
    samvFrame([
      ...[0x00, 0x00, 0x90, 0x01, 0x00, 0x04, 0x00],
      ...(fingerprint === undefined ? [] : [fingerprint.length >>> 8, fingerprint.length & 0xff]),
      ...text,
      ...photo,
      ...(fingerprint ?? []),
    ]),
  );

describe('id-samv frames', () => {
  it.each(vectors)('%s', (_name, hex, expected) => {
    expect(decodeHex(createSamvDecoder(), hex)).toEqual([{ ...expected, offset: 0, length: hex.length / 2 }]);
  });

  it('reads the person, keeps the photo as it is and says that it cannot be decoded', () => {
    const photo = syntheticPhoto();
    photo.set([0xaa, 0xaa, 0xaa, 0x96, 0x69], 500);
    const [person, ...rest] = decodeHex(createSamvDecoder(), reading(residentText(EXAMPLE_PERSON), photo));
    expect(rest).toEqual([]);
    expect(person).toEqual({
      kind: 'person',
      cardType: 'residentIdentityCard',
      name: '样例甲',
      sex: 'male',
      sexCode: '1',
      ethnicity: '汉',
      ethnicityCode: '01',
      birth: '1990-03-07',
      address: '样例省样例市样例路1号',
      idNumber: syntheticIdNumber(EXAMPLE_PERSON),
      authority: '样例市公安局样例分局',
      validFrom: '2020-01-01',
      validUntil: '2040-01-01',
      checks: { checkDigit: true, birth: true, sex: true },
      photo: { format: 'wlt', decodable: false, hex: toHex(photo) },
      offset: 0,
      length: 1295,
    });
  });

  it('reads the longer answers with fingerprints', () => {
    for (const bytes of [0, 512, 1024]) {
      const hex = reading(residentText(EXAMPLE_PERSON), syntheticPhoto(), new Uint8Array(bytes));
      const [person] = decodeHex(createSamvDecoder(), hex);
      expect(person).toMatchObject({ kind: 'person', length: 1297 + bytes });
      expect(person).toHaveProperty('photo.hex', toHex(syntheticPhoto()));
    }
  });

  it('shows a number that contradicts itself or the card, and corrects nothing', () => {
    const number = syntheticIdNumber(EXAMPLE_PERSON);
    const wrongDigit = `${number.slice(0, 17)}${number.endsWith('1') ? '2' : '1'}`;
    expect(readPerson(residentText(EXAMPLE_PERSON, wrongDigit))).toMatchObject({
      idNumber: wrongDigit,
      checks: { checkDigit: false, birth: true, sex: true },
    });
    const woman = syntheticIdNumber({ birth: '19910101', sexCode: '2' });
    expect(readPerson(residentText(EXAMPLE_PERSON, woman))).toMatchObject({
      checks: { checkDigit: true, birth: false, sex: false },
    });
  });

  it.each([
    ['date', residentText({ ...EXAMPLE_PERSON, birth: '19900231' })],
    ['date', residentText({ ...EXAMPLE_PERSON, validUntil: '' })],
    ['field', residentText({ ...EXAMPLE_PERSON, name: '' })],
    ['field', residentText({ ...EXAMPLE_PERSON, ethnicityCode: '57' })],
    ['field', residentText(EXAMPLE_PERSON, 'A'.repeat(18))],
  ])('refuses a card with a wrong %s as a whole', (reason, text) => {
    expect(decodeHex(createSamvDecoder(), reading(text))).toMatchObject([{ kind: 'refused', reason }]);
  });

  it('knows a card without end of validity', () => {
    expect(readPerson(residentText({ ...EXAMPLE_PERSON, validUntil: '长期' }))).toMatchObject({
      validUntil: '长期',
    });
  });

  it('reads a residence permit of Hong Kong, Macao and Taiwan', () => {
    const number = syntheticIdNumber(EXAMPLE_PERSON);
    const text = cardText([
      ...([
        ['样例乙', 30],
        ['2', 2],
        ['', 4],
        ['19900307', 16],
        ['样例市样例街2号', 70],
      ] as const),
      ...([
        [number, 36],
        ['样例市公安局', 30],
        ['20230101', 16],
        ['20280101', 16],
      ] as const),
      ...([
        ['H12345678', 18],
        ['01', 4],
        ['', 6],
        ['J', 2],
        ['', 6],
      ] as const),
    ]);
    expect(readPerson(text)).toMatchObject({
      cardType: 'hkMacaoTaiwanResidencePermit',
      name: '样例乙',
      sex: 'female',
      passNumber: 'H12345678',
      issueCount: '01',
      checks: { checkDigit: true, birth: true, sex: false },
    });
  });

  it('reads both forms of the foreign permanent resident card', () => {
    const first = cardText([
      ...([
        ['EXAMPLE, PERSON', 120],
        ['2', 2],
        ['XXX110090010101', 30],
        ['XXX', 6],
      ] as const),
      ...([
        ['样例丙', 30],
        ['20190101', 16],
        ['20290101', 16],
        ['19900101', 16],
      ] as const),
      ...([
        ['02', 4],
        ['1500', 8],
        ['I', 2],
        ['', 6],
      ] as const),
    ]);
    expect(readPerson(first)).toEqual({
      kind: 'person',
      cardType: 'foreignPermanentResident',
      name: '样例丙',
      englishName: 'EXAMPLE, PERSON',
      sex: 'female',
      sexCode: '2',
      birth: '1990-01-01',
      idNumber: 'XXX110090010101',
      validFrom: '2019-01-01',
      validUntil: '2029-01-01',
      nationality: 'XXX',
      authorityCode: '1500',
      cardVersion: '02',
    });
    const number = syntheticIdNumber({ birth: '19900101', sexCode: '2' });
    const second = cardText([
      ...([
        ['', 30],
        ['2', 2],
        ['00', 4],
        ['19900101', 16],
        ['EXAMPLE, PERSON OF A LONG NAME THAT', 70],
      ] as const),
      ...([
        [number, 36],
        ['', 30],
        ['20240101', 16],
        ['20340101', 16],
        [' GOES ON', 22],
      ] as const),
      ...([
        ['XXX', 6],
        ['Y', 2],
        ['', 6],
      ] as const),
    ]);
    expect(readPerson(second)).toMatchObject({
      cardType: 'foreignPermanentResident2023',
      name: 'EXAMPLE, PERSON OF A LONG NAME THAT GOES ON',
      nationality: 'XXX',
      checks: { checkDigit: true, birth: true, sex: true },
    });
  });

  it('computes the check character of GB 11643', () => {
    expect(idNumberCheck('11010519491231002')).toBe('X');
    expect(idNumberCheck('none')).toBeUndefined();
  });
});

describeDecoderProperties('id-samv', createSamvDecoder, {
  frames: [...vectors.map(([, hex]) => hex), reading(residentText(EXAMPLE_PERSON))],
});
