import type { DriverSetting } from '../../driver-settings.ts';
import { printerSettingsForm } from '../settings-form.ts';

/** What `settings.ts` reads, for the form on screen. */
export const receiptSettingsForm: readonly DriverSetting[] = [
  {
    name: 'columns',
    title: { zh: '每行字符数', en: 'Characters of a line' },
    hint: { zh: '58 毫米纸 32，80 毫米纸 48', en: '32 on 58 mm paper, 48 on 80 mm paper' },
    kind: 'whole',
    from: 24,
    to: 64,
    usual: '48',
  },
  {
    name: 'chinese',
    title: { zh: '汉字', en: 'Chinese text' },
    hint: {
      zh: '打印一张试纸：出现方框就是没有字库',
      en: 'Print a test: empty boxes mean that the printer has no such font',
    },
    kind: 'choice',
    choices: [
      { value: 'gb18030', title: { zh: '打印机自带字库', en: 'Font of the printer' } },
      { value: 'picture', title: { zh: '没有字库，按图片打印', en: 'No font: as a picture' } },
    ],
    usual: 'gb18030',
  },
  ...printerSettingsForm,
];
