import type { DriverManifest } from '../../manifest.ts';
import { spoolerSettingsForm } from './settings.ts';

/** Office printers behind the print service of the system: CUPS on UOS, Kylin and Debian, the spooler of Windows. */
export const printerSpoolerManifest: DriverManifest = {
  name: 'printer-spooler',
  title: { zh: 'A4 打印机（系统打印服务）', en: 'A4 printer (system spooler)' },
  deviceClass: 'printer',
  transports: ['http'],
  defaultPort: 631,
  confidence: 'documents',
  source:
    'CUPS lp, lpstat and cancel manual pages, tried with CUPS 2.4.2; RFC 8011 section 5.4.12; .NET System.Printing; protocols/label-printers.md section 5',
  capabilities: ['print', 'status'],
  settings: spoolerSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
