import type { DriverSetting } from '../../driver-settings.ts';
import { DeviceError } from '../../errors.ts';
import { lockSettingsForm } from '../settings.ts';
import { KERONG_LIMITS } from './session.ts';

/** `cu`: commands 30, 31, 35 · `variant`: 60, 61, 75. */
export type KerongDialect = 'cu' | 'variant';

/** @throws DeviceError `input.invalid` with `detail.setting` */
export function readKerongDialect(settings: Readonly<Record<string, unknown>>): KerongDialect {
  const { dialect = 'cu' } = settings;
  if (dialect === 'cu' || dialect === 'variant') return dialect;
  throw new DeviceError('input.invalid', 'setting dialect of the lock board cannot be used', {
    detail: { setting: 'dialect' },
  });
}

export const kerongSettingsForm: readonly DriverSetting[] = [
  {
    name: 'dialect',
    title: { zh: '板的型式', en: 'Kind of board' },
    kind: 'choice',
    choices: [
      { value: 'cu', title: { zh: 'KR-CU12 / CU16', en: 'KR-CU12 / CU16' } },
      { value: 'variant', title: { zh: '60/61/75 命令的型式', en: 'The kind with commands 60/61/75' } },
    ],
    usual: 'cu',
  },
  ...lockSettingsForm(KERONG_LIMITS),
];
