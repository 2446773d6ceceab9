import type { DriverManifest } from '../../manifest.ts';
import { phdSettingsForm } from './settings.ts';

export const phdManifest: DriverManifest = {
  name: 'phd-11073',
  title: { zh: '个人健康设备（IEEE 11073）', en: 'Personal health device (IEEE 11073)' },
  deviceClass: 'personal-health',
  transports: ['usb', 'serial', 'tcp'],
  baudRate: 115_200,
  defaultPort: 6024,
  confidence: 'vectors',
  source: 'ieee-11073-20601.md, blood-pressure.md section 8, body-composition-glucose-spiro.md section 5',
  capabilities: ['measure', 'memory', 'clock', 'identity'],
  settings: phdSettingsForm,
  fingerprint: { usbClasses: [0x0f] },
  load: async () => (await import('./index.ts')).driver,
};
