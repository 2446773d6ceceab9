import { describe, expect, it } from 'vitest';
import type { Device, Driver, Plugged } from './device-words.ts';
import { takeFor } from './taken-for.ts';

const plugged = (change: Partial<Plugged>): Plugged => ({
  kind: 'hid',
  url: 'hid://0590:0028',
  product: '',
  manufacturer: '',
  serialNumber: '',
  vendor: '0590',
  model: '0028',
  socket: '',
  ...change,
});
const driver = (name: string, transports: string[], ids: Driver['usbIds'] = []): Driver => ({
  name,
  title: { zh: name, en: name },
  deviceClass: 'card',
  transports,
  confidence: 'vectors',
  source: '',
  capabilities: [],
  baudRate: null,
  port: null,
  usbIds: ids,
  settings: null,
});
const cuff = driver('cuff', ['hid'], [{ vendor: '0590', product: '0028' }]);
const serialReader = driver('card-serial', ['serial', 'tcp']);
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
};

describe('what a plugged device is taken for', () => {
  it('is the driver that lists its USB ids, and that comes first', () => {
    const port = plugged({ kind: 'serial', url: 'serial:COM3', vendor: '', model: '' });
    const [first, second] = takeFor([port, plugged({})], [cuff, serialReader], []);
    expect(first).toMatchObject({ why: 'usb-id', drivers: [cuff] });
    expect(second).toMatchObject({ why: 'line', drivers: [serialReader] });
  });

  it('is nothing for a keyboard, rather than every driver that reads HID', () => {
    expect(takeFor([plugged({ vendor: '046d', model: 'c31c' })], [cuff], [])).toMatchObject([
      { why: 'nothing', drivers: [] },
    ]);
  });

  it('names the position that already has it, whatever its line settings', () => {
    const port = plugged({ kind: 'serial', url: 'serial:COM3', vendor: '', model: '' });
    expect(takeFor([port], [serialReader], [position])[0]?.usedBy).toBe(position);
  });
});
