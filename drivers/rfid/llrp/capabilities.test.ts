import { describe, expect, it } from 'vitest';
import { planRoSpec, readCapabilities } from './capabilities.ts';
import type { Group } from './codec.ts';
import { addRoSpec, FULL_REPORT, setReaderConfig } from './commands.ts';
import { groupsAt } from './groups.ts';
import { decodeMessage, encodeMessage } from './codec.ts';
import { parseSettings } from './settings.ts';
import { capabilitiesBody, DEFAULT_IDENTITY } from './simulator-tables.ts';

const body = capabilitiesBody(DEFAULT_IDENTITY, 4, true);
const capabilities = readCapabilities(body);
const settings = (extra: Record<string, unknown> = {}) =>
  parseSettings({ role: 'portal', antennas: [1, 2], ...extra });
const codeAndReason = (code: string, detail: Record<string, unknown>) =>
  expect.objectContaining({ code, detail: expect.objectContaining(detail) });

describe('the capabilities of a reader', () => {
  it('survive the way over the wire', () => {
    const bytes = encodeMessage({ name: 'GET_READER_CAPABILITIES_RESPONSE', id: 1, body });
    expect(readCapabilities(decodeMessage(bytes).body)).toEqual(capabilities);
  });

  it('give the strongest power not above the wanted, by the reader’s own index', () => {
    expect(planRoSpec(settings({ powerDbm: 27 }), capabilities, 7, FULL_REPORT).transmitter).toEqual({
      hopTableId: 1,
      channelIndex: 0,
      powerIndex: 69,
    });
    expect(
      planRoSpec(settings({ powerDbm: 27.1 }), capabilities, 7, FULL_REPORT).transmitter?.powerIndex,
    ).toBe(69);
    expect(planRoSpec(settings(), capabilities, 7, FULL_REPORT).transmitter).toBeUndefined();
  });

  it('choose a dense-reader mode of the reader’s own table', () => {
    expect(planRoSpec(settings(), capabilities, 7, FULL_REPORT).modeId).toBe(1002);
    expect(planRoSpec(settings({ modeId: 0 }), capabilities, 7, FULL_REPORT).modeId).toBe(0);
  });

  it.each([
    ['powerIndex', { powerIndex: 82 }],
    ['powerDbm', { powerDbm: 5 }],
    ['modeId', { modeId: 3 }],
    ['antennas', { antennas: [1, 5] }],
  ])('say which setting does not fit: %s', (field, extra) => {
    expect(() => planRoSpec(settings(extra), capabilities, 7, FULL_REPORT)).toThrowError(
      codeAndReason('input.invalid', { reason: 'llrp.settings_invalid', field }),
    );
  });

  it('must include Gen2', () => {
    const without: Group = { ...body };
    const general: Group = { perAntennaAirProtocol: [{ antennaId: 1, protocolId: [2] }] };
    const regulatory: Group = { countryCode: 156, communicationsStandard: 0 };
    expect(() =>
      readCapabilities({
        ...without,
        generalDeviceCapabilities: general,
        regulatoryCapabilities: regulatory,
        c1g2LlrpCapabilities: undefined,
      }),
    ).toThrowError(codeAndReason('device.unsupported', { reason: 'llrp.no_gen2' }));
  });

  it('must name a region and its powers', () => {
    const regulatoryCapabilities: Group = { countryCode: 0, communicationsStandard: 0 };
    expect(() => readCapabilities({ ...body, regulatoryCapabilities })).toThrowError(
      codeAndReason('device.unsupported', { reason: 'llrp.unknown_region' }),
    );
  });
});

describe('the settings of a reader', () => {
  it.each([
    ['role', { role: 'gate' }],
    ['antennas', { antennas: [] }],
    ['antennas', { antennas: [1, 1] }],
    ['antennas', { antennas: ['1'] }],
    ['session', { session: 4 }],
    ['powerIndex', { powerIndex: 3, powerDbm: 20 }],
    ['readTid', { readTid: 'yes' }],
    ['keepaliveMs', { keepaliveMs: 10 }],
  ])('are refused by name: %s', (field, extra) => {
    expect(() => settings(extra)).toThrowError(codeAndReason('input.invalid', { field }));
  });
});

describe('Impinj extensions', () => {
  it('put dual target search into the inventory and link monitoring into the configuration', () => {
    const plan = planRoSpec(settings(), capabilities, 7, FULL_REPORT);
    const bytes = encodeMessage({
      name: 'ADD_ROSPEC',
      id: 1,
      body: addRoSpec({ ...plan, impinjDualTarget: true }),
    });
    expect(Buffer.from(bytes).toString('hex')).toContain('03ff000e0000651a000000170002');
    expect(groupsAt(setReaderConfig(10_000, 3), 'custom')).toEqual([
      { vendor: 25882, subtype: 38, dataHex: '00010003' },
    ]);
  });
});
