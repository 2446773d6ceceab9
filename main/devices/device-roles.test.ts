import { describe, expect, it } from 'vitest';
import { drivers } from '../../drivers/registry.ts';
import { fitsRole, roleOfDriver } from '../contract/device-roles.ts';
import { deviceRoles } from '../contract/devices.ts';

describe('roles of devices', () => {
  it('give every driver a place, and every role a driver', () => {
    for (const driver of drivers)
      expect([driver.name, fitsRole(driver, roleOfDriver(driver))]).toEqual([driver.name, true]);
    for (const role of deviceRoles)
      expect([role, drivers.some((driver) => fitsRole(driver, role))]).toEqual([role, true]);
  });

  it('never make a portal of a reader that nobody wanted there', () => {
    expect(roleOfDriver({ name: 'llrp', deviceClass: 'rfid' })).toBe('desk-reader');
    expect(roleOfDriver({ name: 'printer-escpos', deviceClass: 'printer' })).toBe('receipt-printer');
    expect(fitsRole({ name: 'printer-zpl', deviceClass: 'printer' }, 'receipt-printer')).toBe(false);
  });
});
