import type { DevicePosition, DeviceRole } from '../../../../contract/devices.ts';

/** One device of the benchmark: a driver and what its simulator is told. */
export interface WorldDevice {
  readonly driver: string;
  readonly role: DeviceRole;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly script: readonly Readonly<Record<string, unknown>>[];
}

const device = (
  driver: string,
  role: DeviceRole,
  settings: WorldDevice['settings'] = {},
  script: WorldDevice['script'] = [],
): WorldDevice => ({ driver, role, settings, script });

/** Twelve families with the settings they come with; the ones that poll most often are among them (locks, relays, cards). */
export const twelveDevices: readonly WorldDevice[] = [
  device('uhf-m100', 'desk-reader'),
  device('lock-8a', 'lock-board', { boards: [1], commissioned: true }),
  device('lock-kerong', 'lock-board', { boards: [0], commissioned: true }),
  device('modbus-rtu', 'door-signals', {
    unit: 1,
    dialect: 'waveshare-d',
    outputs: { siren: 1, strobe: 2, door: 3 },
    inputs: { doorContact: 1, exitButton: 2 },
    doorKind: 'maglock-fail-safe',
  }),
  device('printer-zpl', 'label-printer'),
  device('printer-escpos', 'receipt-printer'),
  device('scale-mt-sics', 'scale'),
  device('bp-tm2657', 'blood-pressure'),
  device('spo2-nonin', 'oximeter'),
  device('glucose-taidoc', 'glucose'),
  device('id-samv', 'identity-card-reader'),
  device('card-serial', 'card-reader'),
];

/** @param url where the simulator answers */
export function positionOf({ driver, role, settings }: WorldDevice, url: string, id: string): DevicePosition {
  return { id, title: driver, role, driver, url, door: null, enabled: true, settings: { ...settings } };
}
