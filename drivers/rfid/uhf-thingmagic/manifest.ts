import type { DriverManifest } from '../../manifest.ts';
import { thingmagicSettingsForm } from './settings.ts';

export const uhfThingmagicManifest: DriverManifest = {
  name: 'uhf-thingmagic',
  title: { zh: '超高频模块 ThingMagic M6e/M7e', en: 'UHF module ThingMagic M6e/M7e' },
  deviceClass: 'rfid',
  transports: ['serial', 'tcp'],
  baudRate: 115_200,
  confidence: 'vectors',
  source:
    'SparkFun Simultaneous RFID Tag Reader library, public header of the Mercury API; uhf-serial.md section 4',
  capabilities: ['inventory', 'readTags', 'writeEpc', 'readMemory', 'startReading', 'stopReading', 'status'],
  settings: thingmagicSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
