import type { DeviceRole } from './devices.ts';

/** Which class of driver usually stands in which role (设备岗位); others can be chosen all the same. */
const classOfRole: Readonly<Record<DeviceRole, string>> = {
  portal: 'rfid',
  'desk-reader': 'rfid',
  handheld: 'rfid',
  'label-printer': 'printer',
  'receipt-printer': 'printer',
  'page-printer': 'printer',
  'door-signals': 'signal',
  'portal-camera': 'camera',
  'card-reader': 'card',
  'identity-card-reader': 'identity-card',
  scanner: 'scanner',
  'lock-board': 'lock',
  scale: 'scale',
  'height-weight': 'height-weight',
  girth: 'girth',
  'body-composition': 'body-composition',
  'blood-pressure': 'blood-pressure',
  oximeter: 'oximeter',
  glucose: 'glucose',
  'personal-health': 'personal-health',
};

/** Drivers that can play one role of their class only. */
const onlyRole: Readonly<Record<string, DeviceRole>> = {
  'handheld-text': 'handheld',
  'printer-escpos': 'receipt-printer',
  'printer-spooler': 'page-printer',
};
const rolesOfOneDriver = new Set(Object.values(onlyRole));

interface NamedDriver {
  readonly name: string;
  readonly deviceClass: string;
}

/** Pure. */
export function fitsRole(driver: NamedDriver, role: DeviceRole): boolean {
  const only = onlyRole[driver.name];
  if (only !== undefined) return only === role;
  // Every UHF module may sit in a handheld; receipts and pages have languages of their own.
  if (rolesOfOneDriver.has(role) && role !== 'handheld') return false;
  return driver.deviceClass === classOfRole[role];
}

/** The role that a driver's device most likely plays; never a portal, which has to be wanted. Pure. */
export function roleOfDriver(driver: NamedDriver): DeviceRole {
  const only = onlyRole[driver.name];
  if (only !== undefined) return only;
  const roles = Object.keys(classOfRole) as DeviceRole[];
  return roles.find((role) => role !== 'portal' && classOfRole[role] === driver.deviceClass) ?? 'desk-reader';
}
