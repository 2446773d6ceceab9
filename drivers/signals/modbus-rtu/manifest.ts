import type { DriverManifest } from '../../manifest.ts';
import { modbusRtuSettingsForm } from './settings-form.ts';

/** Relay boards with inputs on RS-485, directly or behind a TCP converter that passes the bytes through. */
export const modbusRtuManifest: DriverManifest = {
  name: 'modbus-rtu',
  title: { zh: 'Modbus-RTU 继电器板', en: 'Modbus-RTU relay board' },
  deviceClass: 'signal',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'vectors',
  source:
    'protocols/lock-boards.md section 4, protocols/cameras-and-signals.md section 2, Modbus over Serial Line 1.02',
  capabilities: ['siren', 'strobe', 'door', 'inputs'],
  settings: modbusRtuSettingsForm,
  load: async () => (await import('./index.ts')).modbusRtuDriver,
};
