import type { DriverManifest } from '../../manifest.ts';
import { standProfiles } from './profile.ts';

/** Height and weight stands; how one writes is a profile, commissioned on screen. */
export const heightWeightManifest: DriverManifest = {
  name: 'height-weight',
  title: { zh: '身高体重仪', en: 'Height and weight stand' },
  deviceClass: 'height-weight',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'documents',
  source: 'protocols/weight-height.md section 4 and vectors/devices.json section weight',
  capabilities: ['weight', 'height', 'bmi', 'learn', 'commission'],
  settings: [
    {
      name: 'profile',
      title: { zh: '输出格式', en: 'Form of the output' },
      hint: {
        zh: '先在“学习”里看原始数据；名单外的设备在此粘贴 JSON 模板',
        en: 'Look at the raw bytes first; for other stands paste a profile as JSON',
      },
      kind: 'text',
      usual: 'labelled-line',
    },
    {
      name: 'confirmed',
      title: { zh: '已用标准重物和量尺核对', en: 'Compared with a known weight and a measuring rod' },
      hint: { zh: '没有核对的不能保存结果', en: 'Nothing is saved before that' },
      kind: 'yes-no',
      usual: 'false',
    },
  ],
  load: async () => (await import('./index.ts')).driver,
};

/** Names of the shipped profiles with their titles, for the page that commissions a stand. */
export const standProfileChoices = standProfiles.map(({ name, title, baudRate }) => ({
  name,
  title,
  baudRate,
}));
