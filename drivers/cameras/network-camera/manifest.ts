import type { DriverManifest } from '../../manifest.ts';
import { networkCameraSettingsForm } from './settings-form.ts';

/** Still pictures over HTTP; see the README for what differs from the drivers on a byte line. */
export const networkCameraManifest: DriverManifest = {
  name: 'network-camera',
  title: { zh: '网络摄像机', en: 'Network camera' },
  deviceClass: 'camera',
  transports: ['http'],
  defaultPort: 80,
  confidence: 'documents',
  source: 'protocols/cameras-and-signals.md section 1, RFC 7616, ONVIF core specification',
  capabilities: ['snapshot', 'framesAround'],
  settings: networkCameraSettingsForm,
  load: async () => (await import('./index.ts')).cameraDriver,
};
