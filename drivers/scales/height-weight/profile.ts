import type { MeasuredUnit } from '../../decoded.ts';

/** One way a measure can stand in the text of a stand. */
export interface FieldPattern {
  /** Regular expression with one group, the number; the group may stay empty where the measure was not taken. */
  readonly pattern: string;
  readonly unit: MeasuredUnit;
  /** Power of ten: -1 where the stand sends tenths without a point. */
  readonly exponent: number;
}

/**
 * 身高体重仪模板: how one kind of stand writes, as data (weight-height.md section 4). A new stand needs a profile, not
 * code; nothing may be saved from it before somebody has stood a known weight and a measuring rod on it.
 */
export interface StandProfile {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly baudRate: number;
  /** What a message begins with; one of these. Empty = a printable line of its own. */
  readonly starts: readonly string[];
  /** What it ends with; empty with an empty start = CR, LF or CR LF. */
  readonly end: string;
  readonly weight: readonly FieldPattern[];
  readonly height: readonly FieldPattern[];
  readonly bmi: readonly FieldPattern[];
  /** Group 1 is the person's number. */
  readonly person?: string;
  /** Named groups `year month day hour minute` and perhaps `second`. */
  readonly at?: string;
}

const number = '([\\d.]*)';
const kg = (pattern: string): FieldPattern => ({ pattern, unit: 'kg', exponent: 0 });
const cm = (pattern: string): FieldPattern => ({ pattern, unit: 'cm', exponent: 0 });
const index = (pattern: string): FieldPattern => ({ pattern, unit: 'kg/m2', exponent: 0 });

/** Shipped profiles, tried in this order when none is set. Sources: weight-height.md section 4, trust marks there. */
export const standProfiles: readonly StandProfile[] = [
  {
    name: 'labelled-line',
    title: { zh: 'W:065.5 H:172.3 行', en: 'Line W:065.5 H:172.3' },
    baudRate: 9600,
    starts: [],
    end: '',
    weight: [
      kg('(?:^|[\\s,;])(?:W|WEIGHT|WT)\\s*[:=]\\s*(\\d+(?:\\.\\d+)?)\\s*(?:kg)?(?=$|[\\s,;])'),
      { ...kg('(?:^|[\\s,;])(?:W|WEIGHT|WT)\\s*[:=]\\s*(\\d+(?:\\.\\d+)?)\\s*lb'), unit: '[lb_av]' },
    ],
    height: [cm('(?:^|[\\s,;])(?:H|HEIGHT|HT)\\s*[:=]\\s*(\\d+(?:\\.\\d+)?)\\s*(?:cm)?(?=$|[\\s,;])')],
    bmi: [index('(?:^|[\\s,;])(?:B|BMI)\\s*[:=]\\s*(\\d+(?:\\.\\d+)?)(?=$|[\\s,;])')],
  },
  {
    name: 'gl-list',
    title: { zh: 'G-Tech GL-150/GL-310（逗号）', en: 'G-Tech GL-150 / GL-310, comma list' },
    baudRate: 9600,
    starts: ['\x02'],
    end: '\x03',
    height: [cm(`^\\s*${number}\\s*,`)],
    weight: [kg(`^[^,]*,\\s*${number}\\s*(?:,|$)`)],
    bmi: [index(`^[^,]*,[^,]*,[^,]*,[^,]*,\\s*${number}\\s*(?:,|$)`)],
  },
  {
    name: 'gl-list-weight-first',
    title: { zh: 'G-Tech（逗号，体重在前）', en: 'G-Tech, comma list, weight first' },
    baudRate: 9600,
    starts: ['\x02'],
    end: '\x03',
    weight: [kg(`^\\s*${number}\\s*,`)],
    height: [cm(`^[^,]*,\\s*${number}\\s*(?:,|$)`)],
    bmi: [
      index(`^[^,]*,[^,]*,[^,]*,[^,]*,\\s*${number}\\s*(?:,|$)`),
      index(`^[^,]*,[^,]*,\\s*${number}\\s*(?:,|$)`),
    ],
  },
  {
    name: 'gl-list-numbered',
    title: { zh: 'G-Tech（逗号，首列为编号）', en: 'G-Tech, comma list behind a number' },
    baudRate: 9600,
    starts: ['\x02'],
    end: '\x03',
    height: [cm(`^[^,]*,\\s*${number}\\s*,`)],
    weight: [kg(`^[^,]*,[^,]*,\\s*${number}\\s*(?:,|$)`)],
    bmi: [index(`^[^,]*,[^,]*,[^,]*,\\s*${number}\\s*(?:,|$)`)],
  },
  {
    name: 'gl-labels',
    title: { zh: 'G-Tech（标签行，F4=1）', en: 'G-Tech, labelled lines (F4=1)' },
    baudRate: 9600,
    starts: ['\x00\r\n', '\r\n', 'GENDER ', 'WEIGHT ', 'HEIGHT '],
    end: '\x1bT\x00',
    weight: [kg('WEIGHT\\s*-{2,}\\s*(\\d+(?:\\.\\d+)?)\\s*kg')],
    height: [cm('HEIGHT\\s*-{2,}\\s*(\\d+(?:\\.\\d+)?)\\s*cm')],
    bmi: [index('B\\s*M\\s*I\\s*-{2,}\\s*(\\d+(?:\\.\\d+)?)')],
  },
  {
    name: 'tanita-tags',
    title: { zh: 'Tanita WB-3000（标签表）', en: 'Tanita WB-3000, tag list' },
    baudRate: 9600,
    starts: ['{'],
    end: '\r\n',
    weight: [
      kg('[,{]Wk,\\s*"?(\\d+(?:\\.\\d+)?)"?(?=[,}\\s]|$)'),
      { ...kg('[,{]Wp,\\s*"?(\\d+(?:\\.\\d+)?)"?(?=[,}\\s]|$)'), unit: '[lb_av]' },
    ],
    height: [
      cm('[,{]Hm,\\s*"?(\\d+(?:\\.\\d+)?)"?(?=[,}\\s]|$)'),
      { ...cm('[,{]H[fi],\\s*"?(\\d+(?:\\.\\d+)?)"?(?=[,}\\s]|$)'), unit: '[in_i]' },
    ],
    bmi: [index('[,{]MI,\\s*"?(\\d+(?:\\.\\d+)?)"?(?=[,}\\s]|$)')],
    person: '[,{]ID,\\s*"?(\\d+)"?',
    // Loose on purpose: a damaged date must be found, so that it refuses the message.
    at: '[,{](?:Da|DT),\\s*"?(?<day>[^/",]*)/(?<month>[^/",]*)/(?<year>[^/",]*)"?,(?:TI|Ti),\\s*"?(?<hour>[^:",]*):(?<minute>[^:",]*)',
  },
  {
    name: 'printer-tenths',
    title: { zh: '打印机指令中的十分位', en: 'Tenths between printer commands' },
    baudRate: 9600,
    starts: ['\x1bZK'],
    end: '\r\n',
    height: [{ pattern: '^ZK\\s*(\\d{3,4})\\x1bZK', unit: 'cm', exponent: -1 }],
    weight: [{ pattern: '^ZK\\s*\\d{3,4}\\x1bZK\\s*(\\d{2,4})(?:\\x1b|$)', unit: 'kg', exponent: -1 }],
    bmi: [
      { pattern: '^ZK\\s*\\d{3,4}\\x1bZK\\s*\\d{2,4}\\x1bZK\\s*(\\d{2,3})$', unit: 'kg/m2', exponent: -1 },
    ],
  },
];

export function standProfile(name: string): StandProfile | undefined {
  return standProfiles.find((profile) => profile.name === name);
}
