import { describe, expect, it } from 'vitest';
import { decodeHex, decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createUa767Decoder } from './frame.ts';

/** `protocols/vectors/devices.json`, blood-pressure: 51 + 74 / 74, pulse 68, mean 91. */
const DIGITS = '38 30 33 33 34 41 34 34 35 42';

/** Packet of a UA-767PBT, measured 2026-03-15 09:42:07, sent two minutes later, serial 5091100966. */
const PACKET =
  '02 00 0A 00 00 00 FF 02 00 EA 07 03 0F 09 2A 07 EA 07 03 0F 09 2C 09 00 09 1F 80 07 3A 00 00 00 00 00 00' +
  ' 35 30 39 31 31 30 30 39 36 36 00 00 00 00 00 00 00 00 00 00 00 00 6E 00 11 38 30 33 33 34 41 34 34 35 42';

const pressures = { systolic: 125, diastolic: 74, map: 91, pulse: 68 };

describe('UA-767 results', () => {
  it('adds the pulse pressure to the diastolic, which is all that is sent', () => {
    expect(decodeHex(createUa767Decoder(), DIGITS)).toEqual([
      {
        kind: 'reading',
        values: pressures,
        units: { systolic: 'mm[Hg]', diastolic: 'mm[Hg]', map: 'mm[Hg]', pulse: '/min' },
        flags: [],
        person: null,
        at: null,
        raw: '38303333344134343542',
        offset: 0,
        length: 10,
      },
    ]);
  });

  it('takes the time from the header of the Bluetooth models and the length from the header', () => {
    const lines = decodeHex(createUa767Decoder(), `505743415049 ${PACKET} 50574131`);
    expect(lines).toMatchObject([
      { type: 'PWCAPI', length: 6 },
      { kind: 'reading', values: pressures, at: '2026-03-15T09:42:07', offset: 6, length: 70 },
      { type: 'PWA1', offset: 76, length: 4 },
    ]);
    expect(lines[1]).not.toHaveProperty('header');
    const scale = PACKET.replace('0A 00 00 00 FF 02', '0E 00 00 00 41 01').replace(
      '38 30 33 33 34 41 34 34 35 42',
      '53 54 2C 2B 30 37 38 2E 30 35 6B 67 0D 0A',
    );
    expect(decodeHex(createUa767Decoder(), scale)).toMatchObject([
      { type: 'PACKET', fields: { deviceType: 321, serial: '5091100966', data: 'ST,+078.05kg' }, length: 74 },
    ]);
  });

  it('reads the header in the other byte order too', () => {
    const big = PACKET.replace('02 00 0A 00 00 00 FF 02', '00 02 00 00 00 0A 02 FF').replaceAll(
      'EA 07',
      '07 EA',
    );
    expect(decodeHex(createUa767Decoder(), big)).toMatchObject([
      { kind: 'reading', at: '2026-03-15T09:42:07', length: 70 },
    ]);
  });

  it('takes any status but 80 as an error of the meter', () => {
    expect(decodeText(createUa767Decoder(), '8100000000')).toMatchObject([
      { kind: 'reading', error: { code: '81' } },
    ]);
  });

  it('believes no part of a run that lost or gained a digit', () => {
    expect(decodeText(createUa767Decoder(), '8033A445B')).toMatchObject([
      { kind: 'refused', reason: 'length' },
    ]);
    expect(decodeText(createUa767Decoder(), '880334A445B')).toMatchObject([
      { kind: 'refused', reason: 'length', length: 11 },
    ]);
    expect(decodeText(createUa767Decoder(), 'DEAD')).toMatchObject([{ kind: 'discarded' }]);
  });

  it('refuses numbers out of range and times that are none', () => {
    // Pulse 255, mean above the systolic.
    expect(decodeText(createUa767Decoder(), '80334AFF5B')).toMatchObject([{ reason: 'range' }]);
    expect(decodeText(createUa767Decoder(), '80334A44FF')).toMatchObject([{ reason: 'range' }]);
    const wrong = PACKET.replace('EA 07 03 0F 09 2A 07', 'EA 07 0D 0F 09 2A 07');
    expect(decodeHex(createUa767Decoder(), wrong)).toMatchObject([
      { kind: 'refused', reason: 'date', length: 70 },
    ]);
    const never = PACKET.replace('EA 07 03 0F 09 2A 07', '00 00 00 00 00 00 00');
    expect(decodeHex(createUa767Decoder(), never)).toMatchObject([{ kind: 'reading', at: null }]);
  });

  it('finds nothing inside a packet that stops in the middle', () => {
    const bytes = Buffer.from(PACKET.replaceAll(' ', ''), 'hex');
    for (let length = 3; length < bytes.length; length += 1) {
      expect(decodeHex(createUa767Decoder(), bytes.subarray(0, length).toString('hex'))).toEqual([
        { kind: 'incomplete', offset: 0, length },
      ]);
    }
  });

  it('reads results one behind the other, with and without line ends', () => {
    expect(decodeText(createUa767Decoder(), '80334A445B\r\n80334A445B\r')).toMatchObject([
      { kind: 'reading', length: 12 },
      { kind: 'reading', length: 11 },
    ]);
    expect(decodeText(createUa767Decoder(), '80334A445B8028464854')).toMatchObject([
      { values: pressures },
      { values: { systolic: 110, diastolic: 70, pulse: 72, map: 84 }, offset: 10 },
    ]);
  });
});

describeDecoderProperties('bp-ua767', createUa767Decoder, { frames: [DIGITS, PACKET, '50574131'] });
