import { describe, expect, it } from 'vitest';
import type { Device, Driver, Plugged } from './device-words.ts';
import { leaders, takeFor } from './taken-for.ts';

const plugged = (change: Partial<Plugged>): Plugged => ({
  kind: 'hid',
  url: 'hid://0590:0028',
  product: '',
  manufacturer: '',
  serialNumber: '',
  vendor: '0590',
  model: '0028',
  socket: '',
  twins: 0,
  candidates: [],
  ...change,
});
const driver = (name: string): Driver => ({
  name,
  title: { zh: name, en: name },
  deviceClass: 'card',
  transports: ['serial'],
  confidence: 'vectors',
  source: '',
  capabilities: [],
  baudRate: null,
  port: null,
  usbIds: [],
  settings: null,
});
const cuff = driver('cuff');
const reader = driver('card-serial');
const position: Device = {
  id: 'card',
  title: '读卡器',
  role: 'card-reader',
  driver: 'card-serial',
  url: 'serial:COM3?baud=9600',
  door: null,
  enabled: true,
  settings: {},
  state: 'ready',
  reason: null,
  since: '2026-11-28T08:00:00.000Z',
  identity: {},
  clockOffsetMs: null,
  readsPerSecond: 0,
  lastEventAt: null,
  virtual: false,
  training: null,
  recording: null,
  live: {
    reading: null,
    measurement: null,
    doors: [],
    barcode: null,
    person: null,
    card: null,
    security: null,
  },
};
const adapter = plugged({
  kind: 'serial',
  url: 'serial:COM3',
  candidates: [
    { driver: 'cuff', score: 10, why: 'adapter' },
    { driver: 'card-serial', score: 10, why: 'adapter' },
  ],
});

describe('what a plugged device is taken for', () => {
  it('is proposed where one candidate is sure, and that comes first', () => {
    const known = plugged({ candidates: [{ driver: 'cuff', score: 90, why: 'usb-id' }] });
    const [first, second] = takeFor([adapter, known], [cuff, reader], []);
    expect(first?.sure).toMatchObject({ driver: cuff, why: 'usb-id' });
    expect(second?.sure).toBeUndefined();
    expect(second === undefined ? [] : leaders(second).map(({ driver: known2 }) => known2.name)).toEqual([
      'cuff',
      'card-serial',
    ]);
  });

  it('is not proposed while two are equally good', () => {
    const two = plugged({
      candidates: [
        { driver: 'cuff', score: 90, why: 'usb-id' },
        { driver: 'card-serial', score: 90, why: 'usb-id' },
      ],
    });
    expect(takeFor([two], [cuff, reader], [])[0]?.sure).toBeUndefined();
  });

  it('is nothing for a keyboard', () => {
    const [keyboard] = takeFor([plugged({ vendor: '046d', model: 'c31c' })], [cuff], []);
    expect(keyboard).toMatchObject({ candidates: [], sure: undefined });
    expect(keyboard === undefined ? [cuff] : leaders(keyboard)).toEqual([]);
  });

  it('names the position that already has it, whatever its line settings', () => {
    expect(takeFor([adapter], [reader], [position])[0]?.usedBy).toBe(position);
  });
});
