import type { DriverManifest } from '../../manifest.ts';
import { pollSettings, scaleSettingsForm } from '../scale-settings.ts';

/** Mettler-Toledo balances and bench scales, and others that speak MT-SICS. */
export const scaleMtSicsManifest: DriverManifest = {
  name: 'scale-mt-sics',
  title: { zh: '天平（MT-SICS）', en: 'Balance (MT-SICS)' },
  deviceClass: 'scale',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  defaultPort: 4305,
  confidence: 'vectors',
  source: 'protocols/weight-height.md section 2; Mettler-Toledo MT-SICS reference manuals',
  capabilities: ['weight', 'zero', 'tare', 'weigh', 'procedure', 'identity'],
  settings: [...scaleSettingsForm, ...pollSettings],
  fingerprint: { names: ['mettler'], asksHarmlessly: true },
  load: async () => (await import('./index.ts')).driver,
};
