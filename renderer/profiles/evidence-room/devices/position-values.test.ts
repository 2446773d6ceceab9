import { describe, expect, it } from 'vitest';
import type { Driver } from './device-words.ts';
import {
  kindsOf,
  positionOf,
  positionProblems,
  type PositionValues,
  valuesOf,
  withDriver,
} from './position-values.ts';

const title = { zh: '名', en: 'name' };
const reader: Driver = {
  name: 'llrp',
  title,
  deviceClass: 'rfid',
  transports: ['tcp'],
  confidence: 'vectors',
  source: '',
  capabilities: [],
  baudRate: null,
  port: 5084,
  usbIds: [],
  settings: [
    {
      name: 'role',
      title,
      kind: 'choice',
      byRole: { portal: 'portal' },
      choices: [{ value: 'portal', title }],
    },
    { name: 'antennas', title, kind: 'whole-list', required: true },
  ],
};
const board: Driver = {
  ...reader,
  name: 'board',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  port: null,
  settings: null,
};
const saved = {
  id: 'portal',
  title: '通道门',
  role: 'portal' as const,
  driver: 'llrp',
  url: 'tcp://192.0.2.7:5084',
  door: 'door-1',
  enabled: true,
  settings: { role: 'portal', antennas: [1, 3], sides: { 1: 'inside', 3: 'outside' } },
};

describe('a position in its form', () => {
  it('comes back as it was', () => {
    expect(positionOf(valuesOf(saved, reader), reader, true)).toEqual(saved);
    expect(positionProblems(valuesOf(saved, reader), reader, true)).toEqual([]);
  });

  it('takes the usual port, speed and first line of a driver that is chosen', () => {
    const values: PositionValues = withDriver(valuesOf(saved, reader), board);
    expect(kindsOf(board)).toEqual(['serial', 'tcp']);
    expect(values.address).toMatchObject({ kind: 'tcp', port: null, baud: 9600 });
    expect(values.json).toContain('"role": "portal"');
  });

  it('names what is missing in the order of the fields', () => {
    const values = { ...valuesOf(saved, reader), title: ' ', door: '一号', sides: [] };
    expect(positionProblems(values, reader, true)).toEqual(['title', 'door', 'sides']);
    expect(positionProblems({ ...values, json: '[' }, reader, true)).toEqual(['title', 'door', 'json']);
    expect(positionOf({ ...values, json: '[' }, reader, true)).toBeUndefined();
  });
});
