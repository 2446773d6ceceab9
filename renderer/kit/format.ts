import { type Language, language } from './i18n.ts';

/** Instants are stored in UTC and shown as in China, wherever the computer thinks it stands (DESIGN.md 11). */
const timeZone = 'Asia/Shanghai';

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  weekday: 'short',
  hourCycle: 'h23',
});
const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const chineseWeekdays: Readonly<Record<string, string>> = {
  Mon: '星期一',
  Tue: '星期二',
  Wed: '星期三',
  Thu: '星期四',
  Fri: '星期五',
  Sat: '星期六',
  Sun: '星期日',
};

/** An ISO 8601 instant, milliseconds since 1970, or a Date. */
export type Instant = string | number | Date;

interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  readonly weekday: string;
}

function wallClock(instant: Instant): WallClock | undefined {
  const date = instant instanceof Date ? instant : new Date(instant);
  if (Number.isNaN(date.getTime())) return undefined;
  const found = Object.fromEntries(parts.formatToParts(date).map((part) => [part.type, part.value]));
  return {
    year: Number(found.year),
    month: Number(found.month),
    day: Number(found.day),
    hour: found.hour ?? '',
    minute: found.minute ?? '',
    second: found.second ?? '',
    weekday: found.weekday ?? '',
  };
}

/** `2026年11月23日`, `23 Nov 2026`; what cannot be read as an instant is given back as it is. */
export function formatDate(instant: Instant, shown: Language = language()): string {
  const at = wallClock(instant);
  if (at === undefined) return String(instant);
  if (shown === 'en') return `${at.day} ${englishMonths[at.month - 1] ?? ''} ${at.year}`;
  return `${at.year}年${at.month}月${at.day}日`;
}

/** `14:05`, with seconds `14:05:09`. */
export function formatTime(instant: Instant, seconds = false): string {
  const at = wallClock(instant);
  if (at === undefined) return String(instant);
  return `${at.hour}:${at.minute}${seconds ? `:${at.second}` : ''}`;
}

/** `2026年11月23日 14:05`. */
export function formatDateTime(instant: Instant, shown: Language = language()): string {
  if (wallClock(instant) === undefined) return String(instant);
  return `${formatDate(instant, shown)} ${formatTime(instant)}`;
}

/** For dense tables: `2026-11-23 14:05`, the same in both languages, sortable by eye. */
export function formatDateTimeShort(instant: Instant): string {
  const at = wallClock(instant);
  if (at === undefined) return String(instant);
  return `${formatDay(instant)} ${at.hour}:${at.minute}`;
}

/** `2026-11-23`: the day in China of an instant. */
export function formatDay(instant: Instant): string {
  const at = wallClock(instant);
  if (at === undefined) return String(instant);
  return `${at.year}-${String(at.month).padStart(2, '0')}-${String(at.day).padStart(2, '0')}`;
}

/** `星期一`, `Mon`. */
export function formatWeekday(instant: Instant, shown: Language = language()): string {
  const at = wallClock(instant);
  if (at === undefined) return '';
  return shown === 'en' ? at.weekday : (chineseWeekdays[at.weekday] ?? at.weekday);
}

const units = {
  'zh-CN': { day: ' 天', hour: ' 小时', minute: ' 分钟', second: ' 秒', glue: ' ' },
  en: { day: ' d', hour: ' h', minute: ' min', second: ' s', glue: ' ' },
} as const;

/** The two largest units that matter: `3 天 4 小时`, `2 小时 5 分钟`, `40 秒`. Negative lengths are shown as their size. */
export function formatDuration(milliseconds: number, shown: Language = language()): string {
  const words = units[shown];
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  if (seconds < 60) return `${seconds}${words.second}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${words.minute}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return both(hours, words.hour, minutes % 60, words.minute, words.glue);
  return both(Math.floor(hours / 24), words.day, hours % 24, words.hour, words.glue);
}

function both(large: number, largeUnit: string, small: number, smallUnit: string, glue: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${glue}${small}${smallUnit}`;
}

/** A decimal string (`1234.5`) of yuan as `1,234.50元`; what is no decimal is given back as it is. Never rounds. */
export function formatMoney(yuan: string, shown: Language = language()): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(yuan);
  if (match === null) return yuan;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const grouped = whole.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, ',');
  const amount = `${sign}${grouped}.${fraction.padEnd(2, '0')}`;
  return shown === 'en' ? `CNY ${amount}` : `${amount}元`;
}

/** Whole fen (分) as yuan: `1200` → `12.00元`. */
export function formatFen(fen: number | bigint | string, shown: Language = language()): string {
  const match = /^(-?)(\d+)$/.exec(String(fen));
  if (match === null) return String(fen);
  const [, sign = '', digits = ''] = match;
  const padded = digits.padStart(3, '0');
  return formatMoney(`${sign}${padded.slice(0, -2)}.${padded.slice(-2)}`, shown);
}

/** `3 部`, `0.52 克`: a decimal string without needless zeros, and its unit. */
export function formatQuantity(amount: string, unit: string): string {
  const shown = /^-?\d+\.\d+$/.test(amount) ? amount.replace(/\.?0+$/, '') : amount;
  return unit === '' ? shown : `${shown} ${unit}`;
}

/** `1,234`. */
export function formatCount(count: number): string {
  return String(Math.trunc(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `王建国（010234）`; the badge number tells two persons of one name apart. */
export function formatPerson(
  person: { readonly name: string; readonly badgeNumber?: string },
  shown: Language = language(),
): string {
  if (person.badgeNumber === undefined || person.badgeNumber === '') return person.name;
  return shown === 'en'
    ? `${person.name} (${person.badgeNumber})`
    : `${person.name}（${person.badgeNumber}）`;
}

/** For screens that others can read over a shoulder: `王建国` → `王*国`, `李丽` → `李*`. */
export function maskName(name: string): string {
  const letters = [...name];
  const first = letters[0];
  const last = letters.at(-1);
  if (first === undefined || last === undefined || letters.length === 1) return name;
  if (letters.length === 2) return `${first}*`;
  return `${first}${'*'.repeat(letters.length - 2)}${last}`;
}

/** First eight letters of a hash, for small print. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}
