import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDate,
  formatDateTime,
  formatDateTimeShort,
  formatDuration,
  formatFen,
  formatMoney,
  formatPerson,
  formatQuantity,
  formatTime,
  formatWeekday,
  maskName,
} from './format.ts';

describe('dates', () => {
  it('are shown as in China, whatever the computer says', () => {
    expect(formatDateTime('2026-11-23T06:05:09.000Z', 'zh-CN')).toBe('2026年11月23日 14:05');
    expect(formatDateTime('2026-11-23T06:05:09.000Z', 'en')).toBe('23 Nov 2026 14:05');
    expect(formatTime('2026-11-23T06:05:09.000Z', true)).toBe('14:05:09');
  });

  it('change the day at midnight in China', () => {
    expect(formatDate('2026-12-31T15:59:59.999Z', 'zh-CN')).toBe('2026年12月31日');
    expect(formatDate('2026-12-31T16:00:00.000Z', 'zh-CN')).toBe('2027年1月1日');
    expect(formatTime('2026-12-31T16:00:00.000Z')).toBe('00:00');
  });

  it('have a dense form and a weekday', () => {
    expect(formatDateTimeShort('2026-01-02T03:04:00Z')).toBe('2026-01-02 11:04');
    expect(formatWeekday('2026-11-23T06:05:09Z', 'zh-CN')).toBe('星期一');
    expect(formatWeekday('2026-11-23T06:05:09Z', 'en')).toBe('Mon');
  });

  it('that cannot be read come back as they are', () => {
    expect(formatDateTime('no date')).toBe('no date');
    expect(formatWeekday('no date')).toBe('');
  });
});

describe('lengths of time', () => {
  it.each([
    [0, '0 秒'],
    [59_999, '59 秒'],
    [60_000, '1 分钟'],
    [7_500_000, '2 小时 5 分钟'],
    [7_200_000, '2 小时'],
    [-273_600_000, '3 天 4 小时'],
  ])('%d ms is %s', (milliseconds, words) => {
    expect(formatDuration(milliseconds, 'zh-CN')).toBe(words);
  });
});

describe('money and quantities', () => {
  it('writes yuan from decimal strings with two decimals and never rounds', () => {
    expect(formatMoney('12', 'zh-CN')).toBe('12.00元');
    expect(formatMoney('1234567.5', 'zh-CN')).toBe('1,234,567.50元');
    expect(formatMoney('-0.125', 'zh-CN')).toBe('-0.125元');
    expect(formatMoney('12', 'en')).toBe('CNY 12.00');
    expect(formatMoney('about 3', 'zh-CN')).toBe('about 3');
  });

  it('writes fen of any size exactly', () => {
    expect(formatFen(1200, 'zh-CN')).toBe('12.00元');
    expect(formatFen(7, 'zh-CN')).toBe('0.07元');
    expect(formatFen(-150, 'zh-CN')).toBe('-1.50元');
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (fen) => {
        expect(BigInt(formatFen(fen, 'zh-CN').replace(/[,.元]/g, ''))).toBe(fen);
      }),
    );
  });

  it('writes quantities with their unit and without needless zeros', () => {
    expect(formatQuantity('3', '部')).toBe('3 部');
    expect(formatQuantity('0.520', '克')).toBe('0.52 克');
    expect(formatQuantity('100', '')).toBe('100');
    expect(formatCount(1_234_567)).toBe('1,234,567');
  });
});

describe('names', () => {
  it('carry the badge number where two could have the same name', () => {
    expect(formatPerson({ name: '甲乙', badgeNumber: '010234' }, 'zh-CN')).toBe('甲乙（010234）');
    expect(formatPerson({ name: '甲乙' }, 'zh-CN')).toBe('甲乙');
  });

  it('are masked so that only the ends are read', () => {
    expect(maskName('甲乙丙')).toBe('甲*丙');
    expect(maskName('甲乙')).toBe('甲*');
    expect(maskName('欧阳甲乙')).toBe('欧**乙');
    expect(maskName('甲')).toBe('甲');
    expect(maskName('')).toBe('');
  });
});
