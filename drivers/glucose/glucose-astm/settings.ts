import type { DriverSetting } from '../../driver-settings.ts';
import { DeviceError } from '../../errors.ts';
import { meterSettingsForm } from '../meter-settings.ts';

export const LINKS = ['auto', 'hid', 'serial'] as const;
export type AstmLink = (typeof LINKS)[number];

/** @throws DeviceError `input.invalid` naming the setting */
export function readLink(raw: Readonly<Record<string, unknown>>): AstmLink {
  const given = raw['link'] ?? 'auto';
  const link = LINKS.find((known) => known === given);
  if (link === undefined) {
    throw new DeviceError('input.invalid', `link is one of ${LINKS.join(', ')}`, {
      detail: { setting: 'link' },
    });
  }
  return link;
}

export const astmSettingsForm: readonly DriverSetting[] = [
  {
    name: 'link',
    title: { zh: '传输方式', en: 'Link' },
    kind: 'choice',
    choices: [
      { value: 'auto', title: { zh: '按端口自动选择', en: 'As the port is' } },
      { value: 'hid', title: { zh: '64 字节 HID 块', en: 'HID blocks of 64 bytes' } },
      { value: 'serial', title: { zh: '串行字节流', en: 'Serial bytes' } },
    ],
    usual: 'auto',
    rare: true,
  },
  ...meterSettingsForm,
];
