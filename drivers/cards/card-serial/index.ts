import type { DriverManifest, DriverModule } from '../../manifest.ts';
import { createCardSerialDevice } from './device.ts';
import { createCardSerialDecoder } from './frame.ts';
import { attachCardSerialSimulator } from './simulator.ts';

export const driver: DriverModule = {
  createDecoder: () => createCardSerialDecoder(),
  createDevice: createCardSerialDevice,
  attachSimulator: attachCardSerialSimulator,
};

export const manifest: DriverManifest = {
  name: 'card-serial',
  title: { zh: '串口读卡器', en: 'Serial card reader' },
  deviceClass: 'card',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'vectors',
  source: 'iso14443-cards.md sections 1, 4, 5',
  capabilities: ['card'],
  load: async () => driver,
};
