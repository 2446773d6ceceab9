const COVER = '＊';
const MOST_SHOWN = 12;

/** Headings and fields that speak of the person, Chinese and English. */
const PERSONAL =
  /姓名|名字|患者|病人|编号|证|卡号|电话|手机|住址|地址|出生|生日|备注|医生|操作|name|patient|\bid\b|birth|\bdob\b|phone|mobile|address|e-?mail|remark|comment|doctor|operator/i;

/** Whether what stands under this heading may tell who the person is. */
export function isPersonalHeading(heading: string): boolean {
  return PERSONAL.test(heading);
}

/** Digits of a number that are shown, all of the others covered: its last two. */
const SHOWN_DIGITS = 2;
/** A longer number is shown shorter than it is. */
const MOST_COVERED = 6;

/** A name, number or birthday with only its first letter left, or the last two digits of a number: enough to tell two apart. */
export function masked(text: string): string {
  const letters = [...text.trim()];
  if (/^\d+$/.test(text.trim())) {
    const shown = letters.length > 3 ? letters.slice(-SHOWN_DIGITS).join('') : '';
    return COVER.repeat(Math.min(letters.length - shown.length, MOST_COVERED)) + shown;
  }
  if (/^[\d\s/.:-]+$/.test(text))
    return letters.map((letter) => (/\d/.test(letter) ? COVER : letter)).join('');
  return letters
    .slice(0, MOST_SHOWN)
    .map((letter, index) => (index === 0 ? letter : COVER))
    .join('');
}

/** `65.5`, `1,234`, `18.4 %`, `4.12 L`, `<0.1`: a number and perhaps a unit. */
const MEASURE =
  /^[<>]?[+-]?\d{1,5}(?:[.,]\d{1,4})?\s*(?:%|k?g|[cm]?m|m?L|[Ll]\/(?:s|min)|kcal|kJ|mmHg|kPa|mm?ol\/L|mg\/dL|℃|°C|kg\/m[2²^]{1,2}|Ω|[Oo]hm|\/min|bpm|次\/分|s)?$/;
const DATE =
  /^(?:19|20)\d{2}[-/.]?\d{1,2}[-/.]?\d{1,2}(?:[ T]*\d{1,2}:?\d{2}(?::?\d{2}(?:\.\d{1,4})?)?(?:[+-]\d{4})?)?(?: *[AP]M)?$/i;
const OTHER_DATE = /^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?)?(?: *[AP]M)?$/i;
const TIME = /^\d{1,2}:\d{2}(?::\d{2})?(?: *[AP]M)?$/i;

/** What may be shown of a cell: measures and times of measurements as they are, everything else masked. */
export function shownSample(heading: string, text: string): string {
  const plain = text.trim();
  if (plain === '' || plain === '-') return plain;
  if (isPersonalHeading(heading)) return masked(plain);
  const isPlain = [MEASURE, DATE, OTHER_DATE, TIME].some((form) => form.test(plain));
  return isPlain ? plain : masked(plain);
}

/** Name of a file with what may be a person's covered: words in Chinese, and long numbers that are no date. */
export function shownFileName(name: string): string {
  return name
    .replaceAll(/\p{Script=Han}{2,}/gu, (words) => masked(words))
    .replaceAll(/\d{6,}/g, (digits) =>
      /^(?:19|20)\d{6}(?:\d{4,6})?$/.test(digits) ? digits : masked(digits),
    );
}
