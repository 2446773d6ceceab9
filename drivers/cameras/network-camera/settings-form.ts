import type { DriverSetting } from '../../driver-settings.ts';

const maker = (value: string, zh: string, en: string) => ({ value, title: { zh, en } });

/** What `settings.ts` reads, for the form on screen; the address is the position's own. */
export const networkCameraSettingsForm: readonly DriverSetting[] = [
  {
    name: 'kind',
    title: { zh: '厂家', en: 'Maker' },
    hint: { zh: '不清楚就选 ONVIF', en: 'ONVIF where it is not known' },
    kind: 'choice',
    required: true,
    choices: [
      maker('onvif', 'ONVIF（通用）', 'ONVIF (any)'),
      maker('hikvision', '海康威视', 'Hikvision'),
      maker('dahua', '大华', 'Dahua'),
      maker('uniview', '宇视', 'Uniview'),
      maker('axis', '安讯士', 'Axis'),
    ],
  },
  { name: 'username', title: { zh: '摄像机用户名', en: 'User name at the camera' }, kind: 'text' },
  { name: 'password', title: { zh: '摄像机密码', en: 'Password at the camera' }, kind: 'secret' },
  {
    name: 'channel',
    title: { zh: '通道号', en: 'Channel' },
    kind: 'whole',
    from: 1,
    to: 256,
    usual: '1',
    rare: true,
  },
  {
    name: 'framesPerSecond',
    title: { zh: '报警时每秒取几张', en: 'Pictures a second while armed' },
    kind: 'decimal',
    from: 0.1,
    to: 10,
    usual: '2',
    rare: true,
  },
  {
    name: 'keepMs',
    title: { zh: '前后各留多久的画面', en: 'Pictures kept before and after a moment' },
    kind: 'whole',
    from: 1000,
    to: 60_000,
    unit: { zh: '毫秒', en: 'ms' },
    usual: '10000',
    rare: true,
  },
  {
    name: 'fingerprint',
    title: { zh: '证书指纹（SHA-256）', en: 'Fingerprint of the certificate (SHA-256)' },
    hint: { zh: '用 https 且证书自签时填写', en: 'For https with a certificate of the camera’s own' },
    kind: 'text',
    rare: true,
  },
  {
    name: 'allowBasic',
    title: { zh: '允许明文口令（Basic）', en: 'Allow the password in clear (Basic)' },
    kind: 'yes-no',
    usual: 'no',
    rare: true,
  },
];
