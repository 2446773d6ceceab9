import type { DriverManifest } from '../../manifest.ts';

export const girthKeypadManifest: DriverManifest = {
  name: 'girth-keypad',
  title: { zh: '腰围臀围（数字键盘）', en: 'Waist and hip (keypad)' },
  deviceClass: 'girth',
  transports: ['wedge'],
  confidence: 'documents',
  source: 'health/rules.md sections 2.2, 10; domain/health.md section 3',
  capabilities: ['waist', 'hip', 'typed'],
  settings: [],
  load: async () => (await import('./index.ts')).driver,
};
