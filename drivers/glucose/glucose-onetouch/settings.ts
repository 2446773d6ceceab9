import type { DriverSetting } from '../../driver-settings.ts';
import { DeviceError } from '../../errors.ts';
import { meterSettingsForm } from '../meter-settings.ts';

/** 机型: how the meter of a position is talked to. */
export const FAMILIES = ['ultra-easy', 'verio-iq', 'ultra2'] as const;
export type OneTouchFamily = (typeof FAMILIES)[number];

/** @throws DeviceError `input.invalid` naming the setting */
export function readFamily(raw: Readonly<Record<string, unknown>>): OneTouchFamily {
  const given = raw['family'] ?? 'ultra-easy';
  const family = FAMILIES.find((known) => known === given);
  if (family === undefined) {
    throw new DeviceError('input.invalid', `family is one of ${FAMILIES.join(', ')}`, {
      detail: { setting: 'family' },
    });
  }
  return family;
}

export const oneTouchSettingsForm: readonly DriverSetting[] = [
  {
    name: 'family',
    title: { zh: '机型', en: 'Model' },
    hint: { zh: '稳豪 Verio IQ 用 38400 波特，其余 9600', en: 'Verio IQ at 38,400 baud, the others at 9600' },
    kind: 'choice',
    choices: [
      { value: 'ultra-easy', title: { zh: 'UltraEasy / UltraMini', en: 'UltraEasy / UltraMini' } },
      { value: 'verio-iq', title: { zh: 'Verio IQ', en: 'Verio IQ' } },
      { value: 'ultra2', title: { zh: 'Ultra / Ultra2', en: 'Ultra / Ultra2' } },
    ],
    usual: 'ultra-easy',
  },
  ...meterSettingsForm,
];
