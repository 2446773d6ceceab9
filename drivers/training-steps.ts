import type { SimulatorStep } from './simulator/simulator-stage.ts';

/** One thing a person who trains can let a virtual device do (培训步骤). */
export interface TrainingAct {
  readonly title: { readonly zh: string; readonly en: string };
  readonly steps: readonly SimulatorStep[];
}

const now = { afterMs: 0 } as const;
const act = (zh: string, en: string, ...steps: readonly SimulatorStep[]): TrainingAct => ({
  title: { zh, en },
  steps: steps.map((step) => ({ ...now, ...step })),
});

const pressure: readonly TrainingAct[] = [
  act('量出 128/82', 'Measure 128/82', { measure: { systolic: 128, diastolic: 82, map: 97, pulse: 71 } }),
  act('量出偏高 176/108', 'Measure a high 176/108', {
    measure: { systolic: 176, diastolic: 108, map: 131, pulse: 88 },
  }),
  act('心律不齐', 'Irregular heartbeat', {
    measure: { systolic: 134, diastolic: 86, map: 102, pulse: 79, irregular: true },
  }),
];
const pressureWithError: readonly TrainingAct[] = [
  ...pressure,
  act('测量失败', 'Measurement fails', { measure: { error: 'E44' } }),
];
const printer: readonly TrainingAct[] = [
  act('缺纸', 'Out of paper', { set: { paperOut: true } }),
  act('打印头打开', 'Head open', { set: { headOpen: true } }),
  act('恢复正常', 'All is well again', { set: { paperOut: false, headOpen: false } }),
];
const spooler: readonly TrainingAct[] = [
  act('缺纸', 'Out of paper', { set: { paperOut: true } }),
  act('队列停住', 'Queue held', { set: { held: true } }),
  act('打印机不见了', 'Printer gone', { set: { vanished: true } }),
  act('不收任务', 'Takes no jobs', { set: { refuses: true } }),
  act('恢复正常', 'All is well again', {
    set: { paperOut: false, held: false, vanished: false, refuses: false },
  }),
];
const camera: readonly TrainingAct[] = [
  act('挡住镜头', 'Lens covered', { scene: 'dark' }),
  act('有人经过', 'Somebody passes', { scene: 'person' }),
  act('空画面', 'Empty scene', { scene: 'empty' }),
  act('没有取图权限', 'No right to pictures', { fault: 'no-permission', times: 100_000 }),
  act('画面传坏', 'Broken pictures', { fault: 'truncated', times: 20 }),
  act('恢复正常', 'All is well again', { fault: 'none' }),
];
const tags: readonly TrainingAct[] = [
  act('放一张标签', 'Lay a tag down', {
    place: '3416451FD4000000000F4409',
    tid: 'E2801160600002059A1B2C3D',
    rssi: -48,
  }),
  act('再放一张', 'Lay another down', {
    place: '3416451FD4000000000F440A',
    tid: 'E2801160600002059A1B2C3E',
    rssi: -52,
  }),
  act('全部拿走', 'Take all away', { take: 'all' }),
];
const oximeter: readonly TrainingAct[] = [
  act('手指放入 20 秒', 'Finger in for 20 s', {
    live: { spo2: 97, pulse: 72 },
    times: 1200,
    everyMs: 17,
  }),
  act('血氧偏低', 'Low saturation', { live: { spo2: 88, pulse: 96 }, times: 600, everyMs: 17 }),
];
const glucose: readonly TrainingAct[] = [
  act('量出 98 mg/dL', 'Measure 98 mg/dL', { measure: { value: 98 } }),
  act('量出 186 mg/dL', 'Measure 186 mg/dL', { measure: { value: 186 } }),
];
const doors: readonly TrainingAct[] = [
  act('关上 1 号门', 'Shut door 1', { shut: 1 }),
  act('强行拉开 2 号门', 'Force door 2', { force: 2 }),
  act('卡住 3 号锁', 'Lock 3 sticks', { stick: 3 }),
  act('3 号锁修好', 'Lock 3 is mended', { unstick: 3 }),
];
const cardNumbers = ['9A3C51E7', '5D20B84F'] as const;

const byDriver: Readonly<Record<string, readonly TrainingAct[]>> = {
  llrp: [
    { title: { zh: '放一张标签', en: 'Lay a tag down' }, steps: [llrpTag('3416451FD4000000000F4409', '3D')] },
    {
      title: { zh: '放两张标签', en: 'Lay two tags down' },
      steps: [llrpTag('3416451FD4000000000F4409', '3D'), llrpTag('3416451FD4000000000F440A', '3E')],
    },
    {
      title: { zh: '读写器异常', en: 'Reader exception' },
      steps: [{ do: 'waitForRoSpec' }, { after: 100, do: 'exception', message: 'training' }],
    },
  ],
  'uhf-m100': tags,
  'uhf-r2000': tags,
  'uhf-chafon': tags,
  'uhf-thingmagic': tags,
  'handheld-text': [
    act('扫到一张标签', 'Scan a tag', { scan: '3416451FD4000000000F4409' }),
    act('扫到一个条码', 'Scan a bar code', { barcode: 'H-0042' }),
  ],
  'lock-8a': doors,
  'lock-kerong': doors,
  'lock-wkly': doors,
  'printer-zpl': printer,
  'printer-tspl': printer,
  'printer-epl': printer,
  'printer-escpos': printer,
  'printer-spooler': spooler,
  'network-camera': camera,
  // Times of this simulator count from its start, and the driver needs a moment to meet it.
  'modbus-rtu': [
    {
      title: { zh: '按下出门按钮', en: 'Press the exit button' },
      steps: [
        { afterMs: 2000, input: 2, closed: true },
        { afterMs: 3500, input: 2, closed: false },
      ],
    },
    act('板子不回答', 'The board does not answer', { fault: 'silent', times: 5 }),
  ],
  'card-serial': cardNumbers.map((card) =>
    act(`刷卡 …${card.slice(-4)}`, `Tap card …${card.slice(-4)}`, { card }),
  ),
  'card-wedge': cardNumbers.map((card) =>
    act(`刷卡 …${card.slice(-4)}`, `Tap card …${card.slice(-4)}`, { card }),
  ),
  'id-samv': [
    act('放上身份证', 'Lay an identity card down', { card: {} }),
    act('拿走', 'Take it away', { lift: true }),
    act('读取失败', 'Reading fails', { fail: 'read' }),
  ],
  'scale-hid-pos': [
    act('称 65.5 kg', 'Weigh 65.5 kg', {
      weight: 65.5,
      unit: 'kg',
      exponent: -2,
      status: 'stable',
      times: 5,
    }),
    act('正在晃动', 'In motion', { weight: 64.1, unit: 'kg', exponent: -2, status: 'inMotion', times: 3 }),
    act('空秤', 'Empty', { weight: 0, unit: 'kg', exponent: -2, status: 'stableAtZero', times: 3 }),
  ],
  'scale-mt-sics': [
    act('放上 12.345 g', 'Put 12.345 g on', { load: 12.345 }),
    act('正在晃动', 'In motion', { load: 12.1, moving: true }),
    act('超载', 'Overload', { overload: true }),
    act('拿空', 'Empty', { load: 0 }),
  ],
  'scale-kern': [
    act('称 83.20 g', 'Weigh 83.20 g', { line: '+00083.20 G S', end: '\r\n', times: 3 }),
    act('正在晃动', 'In motion', { line: '+00081.70 G U', end: '\r\n', times: 3 }),
  ],
  'scale-text': [
    act('称 12.34 g', 'Weigh 12.34 g', { line: 'ST,+00012.34  g', times: 3 }),
    act('正在晃动', 'In motion', { line: 'US,+00011.90  g', times: 3 }),
  ],
  'height-weight': [
    act('65.5 kg、172.3 cm', '65.5 kg, 172.3 cm', { line: 'W:065.5 H:172.3' }),
    act('71.4 kg、168.2 cm', '71.4 kg, 168.2 cm', { line: 'W:071.4 H:168.2' }),
  ],
  'girth-keypad': [
    act('腰围 82.5、83.0', 'Waist 82.5, 83.0', { waist: [82.5, 83] }),
    act('臀围 96.0', 'Hip 96.0', { hip: [96] }),
  ],
  'scanner-hid-pos': [
    act('扫一个条码', 'Scan a bar code', { scan: 'H-0042', aim: ']C0' }),
    act('扫一个二维码', 'Scan a QR code', { scan: 'TEST-2026', aim: ']Q1' }),
  ],
  'spo2-cms50': oximeter,
  'spo2-cms50-v46': oximeter,
  'spo2-nonin': oximeter.map(({ title, steps }) => ({
    title,
    steps: steps.map((step) => ({ ...step, times: 30, everyMs: 333 })),
  })),
  'phd-11073': pressure.slice(0, 2),
  'glucose-astm': glucose,
  'glucose-onetouch': glucose,
  'glucose-taidoc': glucose,
  'bodycomp-tanita': [
    act('68.2 kg、体脂 18.6%', '68.2 kg, fat 18.6%', { measure: { weight: 68.2, fat: 18.6 } }),
  ],
  'bodycomp-uc411': [
    act('68.2 kg', '68.2 kg', { measure: { weight: 68.2 } }),
    act('还没站稳', 'Not at rest', { weight: 70.1, stable: false }),
  ],
  'bp-tm2657': pressureWithError,
  'bp-ua767': pressure,
  'bp-hbp9030': pressureWithError,
  'bp-hbp9020': pressureWithError,
  'bp-omron-hid': pressure,
  'bp-microlife': pressure,
};

function llrpTag(epc: string, last: string): SimulatorStep {
  return { do: 'placeTag', epc, tid: `E2801160600002059A1B2C${last}`, antenna: 1 };
}

/** What a driver's virtual device can be let do by a button; a new driver without a line here is trained by script. */
export function trainingStepsFor(driver: string): readonly TrainingAct[] {
  return byDriver[driver] ?? [];
}
