import type { DriverSetting } from '../driver-settings.ts';

const milliseconds = { zh: '毫秒', en: 'ms' };

/** What `printer-settings.ts` reads, for the form on screen. */
export const printerSettingsForm: readonly DriverSetting[] = [
  {
    name: 'pollMs',
    title: { zh: '空闲时多久问一次状态', en: 'Pause between two looks at the idle printer' },
    kind: 'whole',
    from: 500,
    to: 3_600_000,
    unit: milliseconds,
    usual: '5000',
    rare: true,
  },
  {
    name: 'patienceMs',
    title: { zh: '缺纸等故障最多等多久', en: 'Longest wait for a fault to be put right' },
    kind: 'whole',
    from: 500,
    to: 3_600_000,
    unit: milliseconds,
    usual: '120000',
    rare: true,
  },
];
