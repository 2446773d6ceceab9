import type { DriverSetting } from '../driver-settings.ts';
import { CARD_FORMS, type CardForm } from './card-forms.ts';

const forms: Readonly<Record<CardForm, { readonly zh: string; readonly en: string }>> = {
  hexMsb: { zh: '十六进制，顺序', en: 'Hexadecimal, first byte first' },
  hexLsb: { zh: '十六进制，倒序', en: 'Hexadecimal, last byte first' },
  dec10Msb: { zh: '十位十进制，顺序', en: 'Ten digits, first byte first' },
  dec10Lsb: { zh: '十位十进制，倒序', en: 'Ten digits, last byte first' },
  dec8_last3: { zh: '八位十进制（后三字节）', en: 'Eight digits of the last three bytes' },
  w26_last3: { zh: '韦根 3+5 位（后三字节）', en: 'Wiegand 3+5 digits of the last three bytes' },
  w26_first3Rev: {
    zh: '韦根 3+5 位（前三字节倒序）',
    en: 'Wiegand 3+5 digits of the first three bytes, reversed',
  },
  hh4: { zh: '5+5 位', en: '5+5 digits' },
  last4Hex: { zh: '后四字节，十六进制', en: 'Last four bytes, hexadecimal' },
  dec10_last4: { zh: '后四字节，十位十进制', en: 'Last four bytes, ten digits' },
  first4Hex: { zh: '前四字节，十六进制', en: 'First four bytes, hexadecimal' },
};

export const cardFormChoices = CARD_FORMS.map((value) => ({ value, title: forms[value] }));

/** The same for every card reader: the same card within this time is one tap. */
export const repeatWindowSetting: DriverSetting = {
  name: 'repeatWindowMs',
  title: { zh: '同一张卡多久内只算一次', en: 'The same card counts once within' },
  kind: 'whole',
  from: 0,
  to: 60_000,
  unit: { zh: '毫秒', en: 'ms' },
  rare: true,
};
