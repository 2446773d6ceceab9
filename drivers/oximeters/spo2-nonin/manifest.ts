import type { DriverManifest } from '../../manifest.ts';
import { noninSettingsForm } from './settings.ts';

export const spo2NoninManifest: DriverManifest = {
  name: 'spo2-nonin',
  title: { zh: 'Nonin 血氧仪', en: 'Nonin oximeter' },
  deviceClass: 'oximeter',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'vectors',
  source: 'body-composition-glucose-spiro.md section 3; Nonin Model 9560 specification (6470-000)',
  capabilities: ['start', 'stop', 'live', 'setClock'],
  settings: noninSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
