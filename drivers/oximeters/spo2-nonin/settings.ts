import type { DriverSetting } from '../../driver-settings.ts';
import { DeviceError } from '../../errors.ts';
import { oximeterSettingsForm } from '../oximeter-settings.ts';
import { FORMATS, type NoninFormat } from './commands.ts';

/** @throws DeviceError `input.invalid` naming the setting */
export function readNoninFormat(raw: Readonly<Record<string, unknown>>): NoninFormat | undefined {
  const given = raw['format'] ?? 'keep';
  if (given === 'keep') return undefined;
  const format = FORMATS.find((known) => known === given || String(known) === given);
  if (format === undefined) {
    throw new DeviceError('input.invalid', 'format is keep, 2, 7, 8 or 13', {
      detail: { setting: 'format' },
    });
  }
  return format;
}

export const noninSettingsForm: readonly DriverSetting[] = [
  {
    name: 'format',
    title: { zh: '数据格式', en: 'Data format' },
    hint: {
      zh: '不改动时按设备自身设置自动识别',
      en: 'Left alone, whatever the device sends is recognised',
    },
    kind: 'choice',
    choices: [
      { value: 'keep', title: { zh: '不改动', en: 'As the device is set' } },
      { value: '2', title: { zh: '格式 2：波形，每秒 75 帧', en: 'Format 2: waveform, 75 frames a second' } },
      { value: '7', title: { zh: '格式 7：高分辨率波形', en: 'Format 7: waveform in full resolution' } },
      { value: '8', title: { zh: '格式 8：每秒一次', en: 'Format 8: once a second' } },
      { value: '13', title: { zh: '格式 13：单次测量', en: 'Format 13: spot checks' } },
    ],
    usual: 'keep',
  },
  ...oximeterSettingsForm,
];
