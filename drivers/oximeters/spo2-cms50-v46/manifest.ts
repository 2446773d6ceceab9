import type { DriverManifest } from '../../manifest.ts';
import { oximeterSettingsForm } from '../oximeter-settings.ts';

export const spo2Cms50V46Manifest: DriverManifest = {
  name: 'spo2-cms50-v46',
  title: { zh: '康泰 CMS50 血氧仪（4.6 版及以后）', en: 'Contec CMS50 oximeter (version 4.6 and later)' },
  deviceClass: 'oximeter',
  transports: ['serial', 'tcp'],
  baudRate: 115_200,
  confidence: 'documents',
  source: 'body-composition-glucose-spiro.md section 3; public decoders of protocol 7.0',
  capabilities: ['start', 'stop', 'readMemory', 'live', 'identity'],
  settings: oximeterSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
