import type { DriverManifest } from '../../manifest.ts';
import { handheldSettingsForm } from './settings-form.ts';

export const handheldTextManifest: DriverManifest = {
  name: 'handheld-text',
  title: { zh: '超高频手持机（键盘或串口文本）', en: 'UHF handheld (typed or serial text)' },
  deviceClass: 'rfid',
  transports: ['serial', 'tcp', 'wedge'],
  baudRate: 115_200,
  confidence: 'documents',
  source: 'usual settings of handhelds that send text; uhf-serial.md, iso14443-cards.md sections 2 and 4',
  capabilities: ['readTags', 'barcode', 'typed', 'status'],
  settings: handheldSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
