import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage, type FieldValue, type Group } from './codec.ts';
import { addReadTidSpec, addWriteEpcSpec } from './access-commands.ts';
import { addRoSpec, FULL_REPORT, getReaderConfig, setReaderConfig } from './commands.ts';
import { type Definition, type FieldDefinition, messageByType, parameterByName } from './definition.ts';
import { ENABLE_EXTENSIONS } from './impinj.ts';
import { VECTOR_NAMES, vectorBytes, vectorHex } from './testing.ts';
import { fromHex, toHex } from './wire.ts';

const lowerHex = (bytes: Uint8Array): string => toHex(bytes).toLowerCase();

describe('the codec and the published messages', () => {
  it.each(VECTOR_NAMES)('decodes %s and encodes it back byte for byte', (name) => {
    expect(lowerHex(encodeMessage(decodeMessage(vectorBytes(name))))).toBe(vectorHex(name));
  });

  it('decodes the fields of a duplicate ROSpec answer', () => {
    expect(decodeMessage(vectorBytes('add-rospec-response-exists'))).toEqual({
      version: 1,
      name: 'ADD_ROSPEC_RESPONSE',
      id: 1005,
      body: {
        llrpStatus: {
          statusCode: 100,
          errorDescription: 'ROSpecID already in use',
          parameterError: { parameterType: 177, errorCode: 201, fieldError: { fieldNum: 0, errorCode: 300 } },
        },
      },
    });
  });

  it('decodes the text and the identifiers of a reader exception', () => {
    expect(decodeMessage(vectorBytes('ren-exception')).body).toEqual({
      readerEventNotificationData: {
        utcTimestamp: 1786955400123456,
        readerExceptionEvent: { message: 'RF power below target', roSpecId: 7, antennaId: 2 },
      },
    });
  });

  it.each([
    ['ren-buffer-overflow', { reportBufferOverflowErrorEvent: {} }],
    ['ren-close', { connectionCloseEvent: {} }],
  ])('sees the empty parameter of %s', (name, event) => {
    expect(decodeMessage(vectorBytes(name)).body['readerEventNotificationData']).toMatchObject(event);
  });
});

describe('the builders reproduce the published requests', () => {
  it.each<[string, { name: string; id: number; body?: Group }]>([
    ['get-reader-capabilities', { name: 'GET_READER_CAPABILITIES', id: 1001, body: { requestedData: 0 } }],
    ['get-reader-config-all', { name: 'GET_READER_CONFIG', id: 1002, body: getReaderConfig(0) }],
    ['set-reader-config', { name: 'SET_READER_CONFIG', id: 1003, body: setReaderConfig(10_000) }],
    ['delete-all-rospecs', { name: 'DELETE_ROSPEC', id: 1004, body: { roSpecId: 0 } }],
    ['enable-rospec', { name: 'ENABLE_ROSPEC', id: 1007, body: { roSpecId: 7 } }],
    ['start-rospec', { name: 'START_ROSPEC', id: 1008, body: { roSpecId: 7 } }],
    ['enable-events-and-reports', { name: 'ENABLE_EVENTS_AND_REPORTS', id: 1009 }],
    ['get-report', { name: 'GET_REPORT', id: 1010 }],
    ['keepalive-ack', { name: 'KEEPALIVE_ACK', id: 0x2a0000f1 }],
    ['close-connection', { name: 'CLOSE_CONNECTION', id: 1011 }],
    ['add-accessspec-read-tid', { name: 'ADD_ACCESSSPEC', id: 1013, body: addReadTidSpec(77, 5) }],
    ['impinj-enable-extensions', { name: 'CUSTOM_MESSAGE', id: 1015, body: ENABLE_EXTENSIONS }],
  ])('%s', (vector, message) => {
    expect(lowerHex(encodeMessage(message))).toBe(vectorHex(vector));
  });

  it('add-rospec-portal', () => {
    const body = addRoSpec({
      roSpecId: 7,
      antennas: [1, 2, 3, 4],
      transmitter: { hopTableId: 1, channelIndex: 0, powerIndex: 81 },
      modeId: 1002,
      session: 1,
      tagPopulation: 32,
      report: FULL_REPORT,
    });
    expect(lowerHex(encodeMessage({ name: 'ADD_ROSPEC', id: 1005, body }))).toBe(
      vectorHex('add-rospec-portal'),
    );
  });

  it('add-accessspec-write-epc', () => {
    const body = addWriteEpcSpec({
      accessSpecId: 78,
      opSpecId: 6,
      antennaId: 1,
      roSpecId: 7,
      tid: 'E2801160600002084A3B1C55',
      epcHex: '3416451FD4000000000F4409',
    });
    expect(lowerHex(encodeMessage({ name: 'ADD_ACCESSSPEC', id: 1014, body }))).toBe(
      vectorHex('add-accessspec-write-epc'),
    );
  });
});

describe('the codec and bodies that are wrong', () => {
  it.each([
    ['a TLV shorter than its header', '043f0000000e0000000100f60003', 'length 3'],
    ['a TLV past its parent', '043f000000120000000100f6000c00fa0005', 'past its parent'],
    ['a TV type nobody knows', '043f000000100000000100f60006ff01', 'unknown TV'],
    ['a field cut off', '04180000000c000000010000', 'cut off'],
    ['reserved bits in a parameter', '043f0000000e0000000104f60004', 'no parameter starts'],
  ])('refuses %s', (_, hex, words) => {
    expect(() => decodeMessage(fromHex(hex))).toThrowError(
      expect.objectContaining({ code: 'protocol.malformed', message: expect.stringContaining(words) }),
    );
  });

  it('keeps unknown TLVs and parameters in the wrong place, and writes them back', () => {
    // Inside 246: TLV 900 with two bytes, and a KeepaliveSpec (220), which belongs into a configuration.
    const bytes = fromHex('043f0000001d00000001' + '00f60013' + '03840006BEEF' + '00dc00090100002710');
    const { body } = decodeMessage(bytes);
    expect(body['readerEventNotificationData']).toEqual({
      unknown: [{ type: 900, dataHex: 'BEEF' }],
      misplaced: [
        { parameter: 'KeepaliveSpec', value: { keepaliveTriggerType: 1, periodicTriggerValue: 10_000 } },
      ],
    });
    const again = encodeMessage({ name: 'READER_EVENT_NOTIFICATION', id: 1, body });
    expect(decodeMessage(again).body).toEqual(body);
  });

  it('refuses a value its field cannot hold', () => {
    expect(() => encodeMessage({ name: 'ENABLE_ROSPEC', id: 1, body: { roSpecId: -1 } })).toThrowError(
      expect.objectContaining({ code: 'input.invalid' }),
    );
  });

  it('keeps 64-bit times beyond 2^53 as decimal strings', () => {
    const bytes = fromHex('043f0000001a0000000100f600100080000cffffffffffffffff');
    const { body } = decodeMessage(bytes);
    expect(body).toEqual({ readerEventNotificationData: { utcTimestamp: '18446744073709551615' } });
    expect(toHex(encodeMessage({ name: 'READER_EVENT_NOTIFICATION', id: 1, body }))).toBe(toHex(bytes));
  });
});

const hexOf = (least: number, most: number, unit: number): fc.Arbitrary<string> =>
  fc
    .array(fc.uint8Array({ minLength: unit, maxLength: unit }), { minLength: least, maxLength: most })
    .map((parts) => parts.map((part) => toHex(part)).join(''));

function fieldArbitrary(field: FieldDefinition): fc.Arbitrary<FieldValue> {
  switch (field.kind) {
    case 'u1':
      return fc.boolean();
    case 'u2':
      return fc.nat(3);
    case 'u8':
      return fc.nat(0xff);
    case 's8':
      return fc.integer({ min: -128, max: 127 });
    case 'u16':
      return fc.nat(0xffff);
    case 's16':
      return fc.integer({ min: -32768, max: 32767 });
    case 'u32':
      return fc.nat(0xffffffff);
    case 'u64':
      return fc.maxSafeNat();
    case 'u96':
      return hexOf(12, 12, 1);
    case 'octets':
    case 'rest':
      return hexOf(0, 5, 1);
    case 'words':
      return hexOf(0, 5, 2);
    case 'u8v':
      return fc.array(fc.nat(0xff), { maxLength: 4 });
    case 'u16v':
      return fc.array(fc.nat(0xffff), { maxLength: 4 });
    case 'u32v':
      return fc.array(fc.nat(0xffffffff), { maxLength: 4 });
    case 'utf8':
      return fc.constantFrom('', 'text', '读写器');
    case 'bits':
      return fc
        .nat(70)
        .chain((bits) => hexOf(Math.ceil(bits / 8), Math.ceil(bits / 8), 1).map((hex) => ({ bits, hex })));
    case 'reserved':
      throw new Error('reserved bits have no value');
  }
}

function groupArbitrary(definition: Definition, depth: number): fc.Arbitrary<Group> {
  const parts: Record<string, fc.Arbitrary<FieldValue>> = {};
  for (const field of definition.fields) {
    if (field.kind !== 'reserved') parts[field.name] = fieldArbitrary(field);
  }
  const required = Object.keys(parts);
  if (depth < 4) {
    for (const slot of definition.slots) {
      const each = fc.constantFrom(...slot.parameters).chain((name) => {
        const value = parameterArbitrary(name, depth + 1);
        return slot.choice ? value.map((inner) => ({ parameter: name, value: inner })) : value;
      });
      parts[slot.key] = slot.many ? fc.array(each, { minLength: 1, maxLength: 2 }) : each;
    }
  }
  return fc.record(parts, { requiredKeys: required });
}

function parameterArbitrary(name: string, depth: number): fc.Arbitrary<FieldValue> {
  const definition = parameterByName.get(name);
  if (definition === undefined) throw new Error(`the tables name an unknown parameter ${name}`);
  const group = groupArbitrary(definition, depth);
  return definition.scalar ? group.map((each) => each[definition.fields[0]?.name ?? ''] ?? 0) : group;
}

describe('encode and decode', () => {
  it.each([...messageByType.values()].map((each) => [each.name, each] as const))(
    '%s survives the way to bytes and back',
    (name, definition) => {
      fc.assert(
        fc.property(
          groupArbitrary(definition, 0),
          fc.nat(0xffffffff),
          fc.constantFrom(1, 2),
          (body, id, version) => {
            expect(decodeMessage(encodeMessage({ name, id, body, version }))).toEqual({
              version,
              name,
              id,
              body,
            });
          },
        ),
        { numRuns: 15 },
      );
    },
  );
});
