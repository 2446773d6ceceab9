import { describe, expect, it } from 'vitest';
import type { DevicePosition } from '../contract/devices.ts';
import { drivers } from '../../drivers/registry.ts';
import { checkPosition } from './check-position.ts';

const reader: DevicePosition = {
  id: 'portal',
  title: '通道门',
  role: 'portal',
  driver: 'llrp',
  url: 'tcp://192.0.2.7:5084',
  door: 'door-1',
  enabled: true,
  settings: { role: 'portal', antennas: [1, 2] },
};

describe('checking a position before it is saved', () => {
  it('takes what the driver can run', async () => {
    await expect(checkPosition(reader)).resolves.toBeUndefined();
  });

  it('names the setting that the driver refuses', async () => {
    await expect(
      checkPosition({ ...reader, settings: { role: 'portal', antennas: [0] } }),
    ).rejects.toMatchObject({ code: 'input.invalid', detail: { field: 'antennas' } });
    await expect(
      checkPosition({ ...reader, driver: 'modbus-rtu', settings: { dialect: 'abacus' } }),
    ).rejects.toMatchObject({ code: 'input.invalid', detail: { setting: 'dialect' } });
  });

  it('refuses an address that no line has', async () => {
    await expect(checkPosition({ ...reader, url: 'tcp://192.0.2.7' })).rejects.toMatchObject({
      code: 'transport.bad_url',
    });
  });

  it('every form of a driver names each setting once and gives each choice its values', () => {
    for (const { name, settings = [] } of drivers) {
      expect(new Set(settings.map((setting) => setting.name)).size, name).toBe(settings.length);
      expect(
        settings.every((setting) => setting.kind !== 'choice' || (setting.choices?.length ?? 0) > 1),
      ).toBe(true);
    }
  });
});
