import type { DriverManifest } from '../../../drivers/manifest.ts';

/** Settings without which a driver does not run; simulators play what these say. */
const needed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  llrp: { role: 'desk', antennas: [1], readTid: true },
  'modbus-rtu': {
    dialect: 'waveshare-d',
    outputs: { siren: 1, strobe: 2, door: 3 },
    inputs: { doorContact: 1, exitButton: 2 },
    doorKind: 'maglock-fail-safe',
  },
  'card-wedge': { input: 'reports' },
  'girth-keypad': { input: 'line' },
  // The login of every simulated camera.
  'network-camera': { kind: 'onvif', username: 'station', password: 'station-2026', framesPerSecond: 1 },
};

/** What a position of a training device is set to. Pure. */
export function trainingSettings({ name }: DriverManifest): Record<string, unknown> {
  return { ...needed[name] };
}
