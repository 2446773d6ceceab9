import type { DriverManifest } from '../../manifest.ts';
import { r2000SettingsForm } from './settings.ts';

export const uhfR2000Manifest: DriverManifest = {
  name: 'uhf-r2000',
  title: { zh: '超高频读写板 R2000（A0）', en: 'UHF board R2000 (A0)' },
  deviceClass: 'rfid',
  transports: ['serial', 'tcp'],
  baudRate: 115_200,
  confidence: 'vectors',
  source: 'UHF RFID Reader Serial Interface Protocol V2.2–V3.7; uhf-serial.md section 2',
  capabilities: ['inventory', 'readTags', 'writeEpc', 'readMemory', 'startReading', 'stopReading', 'status'],
  settings: r2000SettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
