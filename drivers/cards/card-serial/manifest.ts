import type { DriverManifest } from '../../manifest.ts';
import { cardSerialSettingsForm } from './settings-form.ts';

export const cardSerialManifest: DriverManifest = {
  name: 'card-serial',
  title: { zh: '串口读卡器', en: 'Serial card reader' },
  deviceClass: 'card',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'vectors',
  source: 'iso14443-cards.md sections 1, 4, 5',
  capabilities: ['card'],
  settings: cardSerialSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
