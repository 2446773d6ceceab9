import type { DriverManifest, DriverModule } from '../../manifest.ts';
import { createCardWedgeDevice } from './device.ts';
import { createCardWedgeDecoder } from './frame.ts';
import { attachCardWedgeSimulator } from './simulator.ts';

export const driver: DriverModule = {
  createDecoder: () => createCardWedgeDecoder(),
  createDevice: createCardWedgeDevice,
  attachSimulator: attachCardWedgeSimulator,
};

export const manifest: DriverManifest = {
  name: 'card-wedge',
  title: { zh: '键盘式读卡器', en: 'Keyboard card reader' },
  deviceClass: 'card',
  transports: ['wedge', 'hid'],
  confidence: 'vectors',
  source: 'iso14443-cards.md sections 1, 2, 5',
  capabilities: ['card'],
  load: async () => driver,
};
