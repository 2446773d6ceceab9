import type { DriverManifest } from '../../manifest.ts';
import { m100SettingsForm } from './settings.ts';

export const uhfM100Manifest: DriverManifest = {
  name: 'uhf-m100',
  title: { zh: '超高频模块 M100/QM100（BB…7E）', en: 'UHF module M100/QM100 (BB…7E)' },
  deviceClass: 'rfid',
  transports: ['serial', 'tcp'],
  baudRate: 115_200,
  confidence: 'vectors',
  source: 'Communication Protocol V2.1 (Invelion); uhf-serial.md section 1',
  capabilities: ['inventory', 'readTags', 'writeEpc', 'readMemory', 'startReading', 'stopReading', 'status'],
  settings: m100SettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
