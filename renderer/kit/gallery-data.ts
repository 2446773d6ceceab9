/** Made-up rows for the gallery; no real person, case or thing. */
export interface SampleItem {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly caseName: string;
  readonly quantity: string;
  readonly unit: string;
  readonly holder: string;
  readonly place: string;
  readonly state: 'in-store' | 'on-loan' | 'at-counter' | 'unlocated';
  readonly registeredAt: string;
  readonly dueAt: string;
}

const things = [
  ['黑色手机（屏裂）', '部', '样例一号盗窃案'],
  ['人民币现金', '张', '样例二号诈骗案'],
  ['单刃折叠刀', '把', '样例三号伤害案'],
  ['笔记本电脑', '台', '样例二号诈骗案'],
  ['白色粉末疑似物', '克', '样例四号案'],
  ['银行卡', '张', '样例二号诈骗案'],
  ['电动自行车', '辆', '样例一号盗窃案'],
] as const;
const states = [
  'in-store',
  'in-store',
  'on-loan',
  'in-store',
  'at-counter',
  'in-store',
  'unlocated',
] as const;

export const sampleItems: readonly SampleItem[] = Array.from({ length: 2000 }, (_, index) => {
  const [name, unit, caseName] = things[index % things.length] ?? things[0];
  return {
    id: String(index),
    code: `W33010200-26-${String(index + 1).padStart(5, '0')}-K`,
    name,
    unit,
    caseName,
    quantity: String(1 + (index % 5)),
    holder: index % 3 === 2 ? '办案人甲' : '物证管理员乙',
    place: `2 号柜 B-${String(1 + (index % 24)).padStart(2, '0')}`,
    state: states[index % states.length] ?? 'in-store',
    registeredAt: new Date(Date.UTC(2026, 10, 23, 6, 5) - index * 3_600_000).toISOString(),
    dueAt: new Date(Date.UTC(2026, 10, 26, 6, 5) - index * 1_800_000).toISOString(),
  };
});

const drawing = (colour: string, words: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360"><rect width="480" height="360" fill="${colour}"/><text x="240" y="190" font-size="40" fill="#fff" text-anchor="middle">${words}</text></svg>`,
  )}`;

export const samplePictures = [
  { src: drawing('#566573', '正面'), alt: '正面', caption: '2026年11月23日 14:05 高拍仪' },
  { src: drawing('#34495e', '背面'), alt: '背面', caption: '2026年11月23日 14:06 高拍仪' },
  { src: '/nothing.jpg', alt: '序列号' },
];
