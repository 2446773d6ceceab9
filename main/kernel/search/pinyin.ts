import { pinyin } from 'pinyin-pro';

/**
 * Pinyin initials (拼音首字母) of a Chinese text, lower-case, other letters and digits kept: 「黑色手机A1」 → `hssja1`.
 * For keyboard entry without an input method.
 */
export function pinyinInitials(text: string): string {
  return pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
