import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../testing/decoder-properties.ts';
import {
  AARQ_PRESSURE,
  AARQ_OWN,
  AARE_ACCEPTED,
  AARE_UNKNOWN,
  PRESSURE_REPORT,
  THERMOMETER_CONFIGURATION,
  TEMPERATURE_REPORT,
  WEIGHT_REPORT,
  SEGMENT_EVENT,
  decode,
  last,
  frame,
} from './decoder-samples.testing.ts';

describe('readings of a capture', () => {
  it('takes the standard configuration that the association names', () => {
    expect(last(AARQ_PRESSURE, AARE_ACCEPTED, PRESSURE_REPORT)).toEqual({
      kind: 'reading',
      values: { systolic: 128, diastolic: 82, map: 97, pulse: 71 },
      units: { systolic: 'mm[Hg]', diastolic: 'mm[Hg]', map: 'mm[Hg]', pulse: '/min' },
      flags: [],
      person: null,
      at: '2026-03-15T09:42:07',
      raw: PRESSURE_REPORT.replaceAll(' ', ''),
      offset: 102,
      length: 66,
    });
  });

  it('learns a configuration of the device from its report, for later associations too', () => {
    const lines = decode(
      AARQ_OWN,
      AARE_UNKNOWN,
      THERMOMETER_CONFIGURATION,
      TEMPERATURE_REPORT,
      'E500000200 00',
    );
    expect(lines[3]).toMatchObject({ values: { temperature: 36.7 }, units: { temperature: 'Cel' } });
    expect(
      last(AARQ_OWN, THERMOMETER_CONFIGURATION, 'E60000020000', AARQ_OWN, AARE_ACCEPTED, TEMPERATURE_REPORT),
    ).toMatchObject({ kind: 'reading', values: { temperature: 36.7 }, at: '2026-03-15T09:42:07' });
  });

  it('does not guess when the association names a configuration that was not heard', () => {
    expect(last(AARQ_OWN, AARE_ACCEPTED, PRESSURE_REPORT)).toMatchObject({
      kind: 'frame',
      type: 'scanReport',
      fields: { configuration: 'unknown', observations: [{ handle: 1 }, { handle: 2 }] },
    });
    expect(last(AARQ_PRESSURE, AARE_ACCEPTED, 'E60000020000', PRESSURE_REPORT)).toMatchObject({
      kind: 'frame',
      type: 'scanReport',
    });
  });

  it('says which standard configuration it took for a capture that begins in the middle', () => {
    expect(last(PRESSURE_REPORT)).toMatchObject({
      kind: 'reading',
      values: { systolic: 128, pulse: 71 },
      fields: { assumedConfiguration: ['02BC'] },
    });
    expect(last(WEIGHT_REPORT)).toMatchObject({
      values: { weight: 65.5 },
      fields: { assumedConfiguration: ['05DC'] },
    });
  });

  it('assumes nothing after a configuration that could not be read', () => {
    const broken = THERMOMETER_CONFIGURATION.replace('092F0004', '092F0005');
    expect(decode(broken, WEIGHT_REPORT)).toMatchObject([
      { kind: 'refused', reason: 'length' },
      { kind: 'frame', type: 'scanReport', fields: { configuration: 'unknown' } },
    ]);
  });

  it('lists the candidates when several standard configurations fit such a report', () => {
    const { type, fields } = frame(TEMPERATURE_REPORT);
    expect(type).toBe('scanReport');
    expect(fields['candidates']).toEqual([
      { configuration: '0190', values: [{ spo2: 36.7 }] },
      { configuration: '0191', values: [{ spo2: 36.7 }] },
      { configuration: '0320', values: [{ temperature: 36.7 }] },
      { configuration: '06A4', values: [{ glucose: 36.7 }] },
    ]);
  });

  it('divides an APDU with readings of several times among its lines', () => {
    const report =
      'E7000052 0050 0009 0101 004A 0000 FFFFFFFF 0D1D 0040 F000 0001 00040038 0001000A F16F 2026031509420700 0001000A F170 2026031509430700 0001000A F171 2026031509440700 0001000A 07FF 2026031509440800';
    expect(decode(THERMOMETER_CONFIGURATION, report).slice(1)).toEqual([
      expect.objectContaining({ values: { temperature: 36.7 }, offset: 72, length: 44 }),
      expect.objectContaining({
        values: { temperature: 36.8 },
        offset: 116,
        length: 14,
        raw: '0001000AF1702026031509430700',
      }),
      expect.objectContaining({ values: { temperature: 36.9 }, offset: 130, length: 14 }),
      expect.objectContaining({
        error: { code: 'temperatureNotMeasured', meaning: 'temperatureNotMeasured' },
        offset: 144,
        length: 14,
      }),
    ]);
  });

  it('tells the person of a report for several, and FFFF as nobody', () => {
    const report = (person: string): string =>
      `E700002E 002C 000A 0101 0026 0000 FFFFFFFF 0D1F 001C F000 0000 00010014 ${person} 0001000E 0001000A F16F 2026031509420700`;
    expect(last(THERMOMETER_CONFIGURATION, report('0002'))).toMatchObject({ person: '2' });
    expect(last(THERMOMETER_CONFIGURATION, report('FFFF'))).toMatchObject({ person: null });
  });

  it('reads variable reports, in which an attribute overrides the configuration', () => {
    const report =
      'E7000032 0030 000A 0100 002A 0000 FFFFFFFF 0D1E 0020 F000 0000 00010018 0001 00030012 0A4C0002 F3E0 09960002 1140 09470002 4400';
    const line = last(THERMOMETER_CONFIGURATION, report);
    expect(line).toMatchObject({
      values: { temperature: 99.2 },
      units: { temperature: '[degF]' },
      flags: ['questionable', 'demoData'],
      at: null,
    });
  });
});

describe('scanners, status words and contexts', () => {
  /** Configuration 4008 from objects given as class, handle and attributes with their count. */
  const configuration = (...objects: { head: string; count: number; attributes: string }[]): string => {
    const u16 = (value: number): string => value.toString(16).padStart(4, '0');
    const list = objects
      .map(
        ({ head, count, attributes }) =>
          `${head} ${u16(count)} ${u16(bytesOf(attributes).length)} ${attributes}`,
      )
      .join('');
    const length = bytesOf(list).length;
    return `E700 ${u16(length + 24)} ${u16(length + 22)} 0005 0101 ${u16(length + 16)} 0000 FFFFFFFF 0D1C ${u16(length + 6)} 4008 ${u16(objects.length)} ${u16(length)} ${list}`;
  };
  const SATURATION = {
    head: '0006 0001',
    count: 3,
    attributes: '092F0004 00024BB8 09960002 0220 0A55000C 00020008 0A4C0002 09900008',
  };
  const PULSE = {
    head: '0006 000A',
    count: 3,
    attributes: '092F0004 0002481A 09960002 0AA0 0A55000C 00020008 0A4C0002 09900008',
  };
  const STATUS = {
    head: '0005 0005',
    count: 2,
    attributes: '092F0004 00024C4C 0A55000C 00020008 0A660002 09900008',
  };
  /** Class 19, handle 40: saturation with time, then the pulse alone. */
  const SCANNER = {
    head: '0013 0028',
    count: 1,
    attributes: '0A53001C 00020018 0001 00020008 0A4C0002 09900008 000A 00010004 0A4C0002',
  };

  it('lay out a grouped report by the map of the scanner', () => {
    const report =
      'E7000028 0026 1239 0100 0020 0028 FFFFFFFF 0D2A 0016 F000 0001 0001000E 000C 0062 2026031509420700 0049';
    expect(last(configuration(SATURATION, PULSE, SCANNER), report)).toMatchObject({
      values: { spo2: 98, pulseRate: 73 },
      at: '2026-03-15T09:42:07',
    });
    expect(last(configuration(SATURATION, PULSE), report)).toMatchObject({
      kind: 'refused',
      reason: 'handle',
    });
    expect(last(report)).toMatchObject({ kind: 'frame', type: 'scanReport', fields: { layout: 'grouped' } });
  });

  it('qualify the values of the same time', () => {
    const report =
      'E7000036 0034 0009 0101 002E 0000 FFFFFFFF 0D1D 0024 F000 0001 0002001C 0001000A 0062 2026031509420700 0005000A 0820 2026031509420700';
    expect(last(configuration(SATURATION, STATUS), report)).toMatchObject({
      values: { spo2: 98 },
      flags: ['sensorOff', 'lowPerfusion'],
    });
  });

  it('say when a glucose value was measured, and from what', () => {
    const glucose = {
      ...SATURATION,
      attributes: SATURATION.attributes.replace('4BB8', '71D0').replace('0220', '0852'),
    };
    const meal = {
      head: '0005 0002',
      count: 2,
      attributes: '092F0004 00807248 0A55000C 00020008 0A490002 09900008',
    };
    const report =
      'E7000036 0034 0009 0101 002E 0000 FFFFFFFF 0D1D 0024 F000 0001 0002001C 0001000A 0068 2026031509420700 0002000A 724C 2026031509420700';
    expect(last(configuration(glucose, meal), report)).toMatchObject({
      values: { glucose: 104 },
      flags: ['controlSolution', 'beforeMeal'],
    });
  });

  it('keep what has no name here beside the reading, and alone as a frame', () => {
    const steps = {
      head: '0006 0003',
      count: 3,
      attributes: '092F0004 00810067 09960002 1A00 0A55000C 00020008 0A4C0002 09900008',
    };
    const both =
      'E7000036 0034 0009 0101 002E 0000 FFFFFFFF 0D1D 0024 F000 0001 0002001C 0001000A 0062 2026031509420700 0003000A 13E8 2026031509420700';
    expect(last(configuration(SATURATION, steps), both)).toMatchObject({
      kind: 'reading',
      values: { spo2: 98 },
      fields: { observations: [{ handle: 3, metric: '0081.0067', values: ['10000'], unit: '1A00' }] },
    });
    const alone =
      'E7000028 0026 0009 0101 0020 0000 FFFFFFFF 0D1D 0016 F000 0001 0001000E 0003000A 13E8 2026031509420700';
    expect(last(configuration(SATURATION, steps), alone)).toMatchObject({
      kind: 'frame',
      type: 'scanReport',
      fields: {
        observations: [{ at: '2026-03-15T09:42:07', observations: [{ handle: 3, values: ['10000'] }] }],
      },
    });
  });

  it('refuse a value in a unit it cannot have', () => {
    const wrong = { ...SATURATION, attributes: SATURATION.attributes.replace('0220', '06C3') };
    const report =
      'E7000028 0026 0009 0101 0020 0000 FFFFFFFF 0D1D 0016 F000 0001 0001000E 0001000A 0062 2026031509420700';
    expect(last(configuration(wrong), report)).toMatchObject({ kind: 'refused', reason: 'unit' });
  });

  it('take a report that the manager asked for, and the oximeter’s two standard forms', () => {
    const answer =
      'E700002C 002A 0009 0207 0024 0000 0C1B 001E 00000000 0000 0D1D 0014 0100 0000 0001000C 00010008 0062 202603150942';
    expect(last(configuration(SATURATION), answer)).toMatchObject({ kind: 'refused', reason: 'length' });
    const oximeter = AARQ_PRESSURE.replace('02BC', '0190');
    const short = 'E7000020 001E 0009 0100 0018 0000 FFFFFFFF 0D1D 000E F000 0001 00010006 00010002 0062';
    expect(last(oximeter, short)).toMatchObject({ values: { spo2: 98 }, at: null });
    const long =
      'E7000028 0026 0009 0100 0020 0000 FFFFFFFF 0D1D 0016 F000 0001 0001000E 0001000A 0062 2026031509420700';
    expect(last(oximeter, long)).toMatchObject({ values: { spo2: 98 }, at: '2026-03-15T09:42:07' });
  });
});

describe('numbers that are none', () => {
  const pressure = (sys: string, dia: string, mean: string, pulse: string): string =>
    PRESSURE_REPORT.replace('0080 0052 0061', `${sys} ${dia} ${mean}`).replace('0047', pulse);

  it('leaves out what was not measured and says so', () => {
    expect(last(AARQ_PRESSURE, pressure('0080', '0052', '07FF', '0047'))).toMatchObject({
      values: { systolic: 128, diastolic: 82, pulse: 71 },
      flags: ['mapNotMeasured'],
    });
    expect(last(AARQ_PRESSURE, pressure('0080', '0052', '0800', '0047'))).toMatchObject({
      flags: ['mapNotAtThisResolution'],
    });
  });

  it('makes an error of a report without any number', () => {
    expect(last(AARQ_PRESSURE, pressure('07FE', '07FE', '07FE', '07FF'))).toMatchObject({
      kind: 'reading',
      error: { code: 'systolicAboveRange' },
      at: '2026-03-15T09:42:07',
    });
  });

  it('keeps the digits of the device', () => {
    expect(last(THERMOMETER_CONFIGURATION, TEMPERATURE_REPORT.replace('F16F', 'EE4C'))).toMatchObject({
      values: { temperature: -4.36 },
    });
    expect(last(THERMOMETER_CONFIGURATION, TEMPERATURE_REPORT.replace('F16F', 'F172'))).toMatchObject({
      values: { temperature: 37 },
      text: { temperature: '37.0' },
    });
  });

  it.each([
    ['a pressure that nobody has', pressure('0180', '0052', '0061', '0047'), 'range'],
    ['a diastolic above the systolic', pressure('0050', '0052', '0061', '0047'), 'range'],
    ['a date that does not exist', PRESSURE_REPORT.replaceAll('20260315', '20260230'), 'date'],
    ['digits that are no decimal', PRESSURE_REPORT.replaceAll('20260315', '202603A5'), 'date'],
    ['a compound of two', PRESSURE_REPORT.replace('00030006 0080', '00020006 0080'), 'length'],
    ['an unknown handle', PRESSURE_REPORT.replace('0002000A', '0009000A'), 'handle'],
    [
      'an observation longer than its map',
      TEMPERATURE_REPORT.replace('F16F 2026031509420700', 'F16F2026031509420700'),
      'length',
    ],
  ])('refuses %s', (_what, report, reason) => {
    expect(last(AARQ_PRESSURE, report)).toMatchObject({ kind: 'refused', reason });
  });
});

describe('stored data', () => {
  const store = (elements: string): string => {
    const map = bytesOf(elements);
    const u16 = (value: number): string => value.toString(16).padStart(4, '0');
    const segment = `0001 0001 ${u16(map.length + 4)} 0A4E ${u16(map.length)} ${elements}`;
    const list = `0001 ${u16(map.length + 10)} ${segment}`;
    const body = `0002 0C0D ${u16(map.length + 14)} ${list}`;
    return `E700 ${u16(map.length + 28)} ${u16(map.length + 26)} 000B 0207 ${u16(map.length + 20)} ${body}`;
  };
  const GLUCOSE_CONFIGURATION =
    'E7000044 0042 0005 0101 003C 0000 FFFFFFFF 0D1C 0032 4007 0001002C 0006 0001 00040024 092F0004 000271B8 0A460002 8040 09960002 0852 0A55000C 00020008 0A4C0002 09900008';
  /** Header: absolute time; one element: class 6, type, handle 1, basic value. */
  const ENTRY_MAP = '8000 0001 0010 0006 0002 71B8 0001 0001 0004 0A4C 0002';

  it('becomes readings by the layout that the segment tells', () => {
    expect(decode(GLUCOSE_CONFIGURATION, store(ENTRY_MAP), SEGMENT_EVENT).slice(2)).toEqual([
      expect.objectContaining({
        values: { glucose: 104 },
        units: { glucose: 'mg/dL' },
        at: '2026-03-15T09:42:07',
        raw: '20260315094207000068',
        length: 46,
      }),
      expect.objectContaining({ values: { glucose: 131 }, at: '2026-03-15T11:15:10', length: 10 }),
    ]);
  });

  it('refuses an entry with a wrong date and keeps its neighbours', () => {
    const event = SEGMENT_EVENT.replace('20260315094207', '20261315094207');
    expect(decode(GLUCOSE_CONFIGURATION, store(ENTRY_MAP), event).slice(2)).toEqual([
      expect.objectContaining({ kind: 'refused', reason: 'date' }),
      expect.objectContaining({ kind: 'reading', values: { glucose: 131 } }),
    ]);
  });

  it('refuses entries that differ from that layout', () => {
    const event = SEGMENT_EVENT.replace('00000002 C000', '00000001 C000');
    expect(last(GLUCOSE_CONFIGURATION, store(ENTRY_MAP), event)).toMatchObject({
      kind: 'refused',
      reason: 'length',
    });
  });

  it('tells dates and numbers of an unknown layout, but not of what', () => {
    expect(frame(SEGMENT_EVENT)).toMatchObject({
      type: 'segmentData',
      fields: { segment: 1, count: 2, status: 'C000', layout: 'unknown', values: [104, 131] },
    });
  });
});
