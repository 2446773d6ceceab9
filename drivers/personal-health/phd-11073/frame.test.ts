import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, decodeInPieces, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createPhdDecoder } from './decoder.ts';
import {
  AARQ_PRESSURE,
  AARE_ACCEPTED,
  AARE_UNKNOWN,
  PRESSURE_REPORT,
  THERMOMETER_CONFIGURATION,
  TEMPERATURE_REPORT,
  SEGMENT_EVENT,
  MDS_ANSWER,
  decode,
  frame,
} from './decoder-samples.testing.ts';

describe('frames', () => {
  it.each([
    [
      AARQ_PRESSURE,
      'associationRequest',
      { systemId: '0011223344556677', configurationId: '02BC', systemType: 'agent' },
    ],
    [AARE_ACCEPTED, 'associationAnswer', { result: 'accepted', systemId: '0A1B2C3D4E5F6071' }],
    [AARE_UNKNOWN, 'associationAnswer', { result: 'acceptedUnknownConfiguration', code: 3 }],
    ['E3000006 0004 00000000', 'associationAnswer', { result: 'noCommonProtocol', protocol: '0000' }],
    ['E4000002 0001', 'releaseRequest', { reason: 'noMoreConfigurations' }],
    ['E5000002 0000', 'releaseAnswer', { reason: 'normal' }],
    ['E6000002 0003', 'abort', { reason: 'configurationTimeout' }],
    [
      'E7000012 0010 0007 0201 000A 0000 00000000 0D1D 0000',
      'scanReportAnswer',
      { invokeId: 7, event: '0D1D' },
    ],
    [
      'E7000016 0014 0006 0201 000E 0000 00000000 0D1C 0004 4000 0000',
      'configurationAnswer',
      { configurationId: '4000', result: 'accepted' },
    ],
    ['E700000E 000C 0009 0103 0006 0000 00000000', 'getRequest', { handle: 0, attributes: [] }],
    [
      'E7000014 0012 000B 0107 000C 0002 0C0D 0006 0001 0002 0000',
      'segmentInformationRequest',
      { handle: 2, selection: 'all' },
    ],
    ['E7000010 000E 000C 0107 0008 0002 0C1C 0002 0001', 'transferSegmentRequest', { handle: 2, segment: 1 }],
    [
      'E7000012 0010 000C 0207 000A 0002 0C1C 0004 0001 0000',
      'transferSegmentAnswer',
      { segment: 1, result: 'ok' },
    ],
    [
      'E700001E 001C 000D 0201 0016 0002 00000000 0D21 000C 0001 00000000 00000002 C080',
      'segmentDataAnswer',
      { count: 2, status: 'C080' },
    ],
    ['E700000C 000A 000B 0300 0004 0011 0000', 'error', { meaning: 'invalidObject', code: 17 }],
    ['E700000A 0008 000B 0400 0002 0002', 'reject', { meaning: 'badlyStructured', code: 2 }],
    [
      'E700001A 0018 0014 0107 0012 0000 0C17 000C 2026031509420700 00000000',
      'setTimeRequest',
      { time: '2026-03-15T09:42:07' },
    ],
    ['5068646351 6F5353 69676E6174757265 01 01 08 00', 'metadataPreamble', { transfers: 1, quality: '08' }],
  ])('%s', (hex, type, fields) => {
    const found = frame(hex);
    expect(found.type).toBe(type);
    expect(found.fields).toMatchObject(fields);
  });

  it('reads what the device says of itself', () => {
    expect(frame(MDS_ANSWER).fields['attributes']).toEqual({
      systemTypeList: [{ type: 'thermometer', version: 1 }],
      model: { manufacturer: 'ACME', model: 'T-100' },
      systemId: '0011223344556677',
      configurationId: '4007',
      absoluteTime: '2026-03-15T09:42:07',
    });
  });

  it('lists the objects of a configuration', () => {
    expect(frame(THERMOMETER_CONFIGURATION).fields).toMatchObject({
      configurationId: '4007',
      objects: [{ class: 'numeric', handle: 1, metric: '0002.4B5C', name: 'temperature', unit: 'Cel' }],
    });
  });
});

describe('bad input', () => {
  it.each([
    ['the APDU', PRESSURE_REPORT.replace('E700003E', 'E700003D')],
    ['the octet string', PRESSURE_REPORT.replace('E700003E 003C', 'E700003E 003A')],
    ['the service', PRESSURE_REPORT.replace('0101 0036', '0101 0034')],
    ['the event', PRESSURE_REPORT.replace('0D1D 002C', '0D1D 002A')],
    ['the list', PRESSURE_REPORT.replace('00020024', '00020022')],
    ['the count', PRESSURE_REPORT.replace('00020024', '00030024')],
  ])('a wrong length of %s refuses the frame', (_what, hex) => {
    const [line] = decode(hex);
    expect(line).toMatchObject({ kind: 'refused', reason: 'length' });
    expect(decode(hex, AARE_ACCEPTED).filter(({ kind }) => kind === 'frame')).toHaveLength(1);
  });

  it('never throws on a frame with any bytes changed behind its lengths, and still tiles', () => {
    const frames = [
      AARQ_PRESSURE,
      AARE_ACCEPTED,
      PRESSURE_REPORT,
      THERMOMETER_CONFIGURATION,
      TEMPERATURE_REPORT,
      MDS_ANSWER,
      SEGMENT_EVENT,
    ].map(bytesOf);
    const change = fc.record({ frame: fc.nat(frames.length - 1), at: fc.nat(), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const stream = frames.map((frame) => Uint8Array.from(frame));
        for (const { frame, at, byte } of changes) {
          const target = stream[frame];
          // The first twelve bytes hold type and nested lengths.
          if (target !== undefined) target[12 + (at % (target.length - 12))] = byte;
        }
        const input = Uint8Array.from(Buffer.concat(stream));
        const lines = decodeInPieces(createPhdDecoder(), [input]);
        expect(lines.reduce((sum, line) => sum + line.length, 0)).toBe(input.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('knows a frame that stops in the middle', () => {
    expect(decode(PRESSURE_REPORT.slice(0, 60))).toEqual([{ kind: 'incomplete', offset: 0, length: 25 }]);
  });
});

describeDecoderProperties('phd-11073', createPhdDecoder, {
  frames: [
    AARQ_PRESSURE,
    AARE_ACCEPTED,
    PRESSURE_REPORT,
    THERMOMETER_CONFIGURATION,
    MDS_ANSWER,
    SEGMENT_EVENT,
    'E4000002 0001',
    'E700000C 000A 000B 0300 0004 0011 0000',
  ],
});
