/**
 * What the serial readers send, as data (iso14443-cards.md section 4). The readers speak unasked; there are no commands.
 */
export interface CardLinePreset {
  readonly name: 'hex-line' | 'stx-line' | 'bit-count' | 'em4100' | 'colon';
  readonly title: { readonly zh: string; readonly en: string };
  readonly start: string;
  readonly end: string;
  /** `uid`: the text is the number; `bit-count`: a byte counts the bits that follow, left aligned; others: UID and check byte. */
  readonly payload: 'uid' | 'bit-count' | 'uid-and-xor' | 'uid-and-complement';
}

export type CardLinePresetName = CardLinePreset['name'];

export const CARD_LINE_PRESETS: readonly CardLinePreset[] = [
  { name: 'hex-line', title: { zh: '十六进制行', en: 'hex line' }, start: '', end: '\r\n', payload: 'uid' },
  {
    name: 'stx-line',
    title: { zh: 'STX/ETX 行', en: 'STX line' },
    start: '\x02',
    end: '\r\n\x03',
    payload: 'uid',
  },
  {
    name: 'bit-count',
    title: { zh: '位数加数据（Elatec 透明模式）', en: 'bit count and bits (Elatec transparent)' },
    start: '',
    end: '\r',
    payload: 'bit-count',
  },
  {
    name: 'em4100',
    title: { zh: 'EM4100 模块（RDM630）', en: 'EM4100 module (RDM630)' },
    start: '\x02',
    end: '\x03',
    payload: 'uid-and-xor',
  },
  {
    name: 'colon',
    title: { zh: '冒号行', en: 'colon line' },
    start: ':',
    end: '\r\n',
    payload: 'uid-and-complement',
  },
];

export function presetNamed(name: string): CardLinePreset | undefined {
  return CARD_LINE_PRESETS.find((preset) => preset.name === name);
}
