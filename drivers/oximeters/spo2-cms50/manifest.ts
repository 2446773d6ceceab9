import type { DriverManifest } from '../../manifest.ts';
import { oximeterSettingsForm } from '../oximeter-settings.ts';

export const spo2Cms50Manifest: DriverManifest = {
  name: 'spo2-cms50',
  title: { zh: '康泰 CMS50 血氧仪（五字节）', en: 'Contec CMS50 oximeter (five bytes)' },
  deviceClass: 'oximeter',
  transports: ['serial', 'tcp'],
  baudRate: 19_200,
  confidence: 'vectors',
  source: 'body-composition-glucose-spiro.md section 3; public decoders of the CMS50D+',
  capabilities: ['start', 'stop', 'readMemory', 'live'],
  settings: oximeterSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
