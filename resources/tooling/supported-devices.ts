/**
 * Writes the manual's list of supported devices (支持的设备) from the drivers' manifests:
 * `node resources/tooling/supported-devices.ts` writes `resources/docs/supported-devices.md`; a test checks that it is current.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Confidence, DeviceClass, DriverManifest } from '../../drivers/manifest.ts';
import { drivers } from '../../drivers/registry.ts';

export const supportedDevicesFile = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '../docs/supported-devices.md',
);

const classTitles: Readonly<Record<DeviceClass, readonly [zh: string, en: string]>> = {
  rfid: ['射频识别读写器', 'RFID readers'],
  card: ['读卡器', 'Card readers'],
  'identity-card': ['身份证阅读器', 'Identity card readers'],
  scanner: ['扫描枪', 'Bar code scanners'],
  printer: ['打印机', 'Printers'],
  signal: ['声光与门', 'Signals and doors'],
  lock: ['柜锁', 'Cabinet locks'],
  camera: ['摄像机', 'Cameras'],
  'blood-pressure': ['血压计', 'Blood pressure monitors'],
  oximeter: ['血氧仪', 'Pulse oximeters'],
  glucose: ['血糖仪', 'Glucose meters'],
  'body-composition': ['人体成分仪', 'Body composition scales'],
  scale: ['电子秤', 'Scales'],
  'height-weight': ['身高体重仪', 'Height and weight stands'],
  girth: ['腰围臀围', 'Waist and hip'],
  'personal-health': ['个人健康设备', 'Personal health devices'],
};

const marks: Readonly<Record<Confidence, string>> = {
  hardware: '●●● 真机用过 / used on a real device',
  vectors: '●●○ 复现公开字节 / reproduces published bytes',
  documents: '●○○ 按文档编写 / written from documents',
};

const lines: Readonly<Record<DriverManifest['transports'][number], string>> = {
  serial: '串口 serial',
  tcp: '网络 TCP',
  hid: 'USB HID',
  usb: 'USB',
  wedge: '键盘口 keyboard',
  http: 'HTTP',
};

const four = (value: number): string => value.toString(16).padStart(4, '0');

function usualLine({ baudRate, defaultPort, usbIds = [] }: DriverManifest): string {
  return [
    ...(baudRate === undefined ? [] : [`${baudRate} baud`]),
    ...(defaultPort === undefined ? [] : [`port ${defaultPort}`]),
    ...usbIds.map(({ vendorId, productId }) => `${four(vendorId)}:${four(productId)}`),
  ].join(', ');
}

function row(driver: DriverManifest): string {
  const cells = [
    `${driver.title.zh}<br>${driver.title.en}`,
    `\`${driver.name}\``,
    driver.transports.map((transport) => lines[transport]).join('、'),
    usualLine(driver),
    marks[driver.confidence],
    driver.capabilities.join(', '),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The whole page. Pure. */
export function supportedDevices(list: readonly DriverManifest[]): string {
  const sections = (Object.keys(classTitles) as DeviceClass[]).flatMap((deviceClass) => {
    const ofClass = list.filter((driver) => driver.deviceClass === deviceClass);
    if (ofClass.length === 0) return [];
    const [zh, en] = classTitles[deviceClass];
    return [
      `## ${zh} / ${en}`,
      '',
      '| 设备 / device | 驱动 / driver | 连接 / connection | 通常 / usual | 把握 / confidence | 能力 / capabilities |',
      '| --- | --- | --- | --- | --- | --- |',
      ...ofClass.map(row),
      '',
    ];
  });
  return `${[
    '# 支持的设备 / Supported devices',
    '',
    '由 `node resources/tooling/supported-devices.ts` 从各驱动的清单生成，不要手改。',
    'Generated from the manifests by `node resources/tooling/supported-devices.ts`; not edited by hand.',
    '',
    '把握程度说的是字节从何而来；●●○ 与 ●○○ 的驱动没有接过真机，投入使用前请在“设备”页面试一遍。',
    'The marks say where the bytes come from; drivers with ●●○ and ●○○ never met a real device: try them on the devices page before use.',
    '',
    ...sections,
    `共 ${list.length} 个驱动 / ${list.length} drivers.`,
  ].join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(supportedDevicesFile, supportedDevices(drivers));
}
