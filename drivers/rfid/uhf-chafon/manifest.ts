import type { DriverManifest } from '../../manifest.ts';
import { chafonSettingsForm } from './settings.ts';

export const uhfChafonManifest: DriverManifest = {
  name: 'uhf-chafon',
  title: { zh: '超高频读写器 UHFReader18/288、UR 系列', en: 'UHF reader UHFReader18/288, UR series' },
  deviceClass: 'rfid',
  transports: ['serial', 'tcp'],
  baudRate: 57_600,
  confidence: 'vectors',
  source:
    'UHFReader18 manual V2.0, UR-series manual V1.14; uhf-serial.md section 3; tests of wabson/chafon-rfid',
  capabilities: ['inventory', 'readTags', 'writeEpc', 'readMemory', 'startReading', 'stopReading', 'status'],
  settings: chafonSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
