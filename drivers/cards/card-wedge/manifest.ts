import type { DriverManifest } from '../../manifest.ts';
import { cardWedgeSettingsForm } from './settings-form.ts';

export const cardWedgeManifest: DriverManifest = {
  name: 'card-wedge',
  title: { zh: '键盘式读卡器', en: 'Keyboard card reader' },
  deviceClass: 'card',
  transports: ['wedge', 'hid'],
  confidence: 'vectors',
  source: 'iso14443-cards.md sections 1, 2, 5',
  capabilities: ['card'],
  settings: cardWedgeSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
