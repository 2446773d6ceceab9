import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutText, type Measure, type TextArea } from './text-layout.ts';

/** Chinese characters are one em wide, all others half of it. */
const measure: Measure = (text, { sizeDots }) =>
  [...text].reduce((sum, character) => sum + (character > '\u2E80' ? sizeDots : sizeDots / 2), 0);
const area: TextArea = { widthDots: 100, lines: 2, sizeDots: 20, minSizeDots: 10, weight: 500 };

describe('text in an area', () => {
  it('stays large while it fits, breaking between Chinese characters and between words', () => {
    expect(layOutText('黑色手机一部', area, measure)).toMatchObject({
      font: { sizeDots: 20 },
      lines: ['黑色手机一', '部'],
    });
    expect(layOutText('red phone, used', area, measure).lines).toEqual(['red phone,', 'used']);
    expect(layOutText('', area, measure)).toMatchObject({ lines: [''], cut: false });
  });

  it('shrinks before it is cut, and is cut with an ellipsis at the least size', () => {
    expect(layOutText('一二三四五六七八九十甲乙', area, measure)).toMatchObject({
      font: { sizeDots: 16 },
      cut: false,
    });
    const cut = layOutText('一二三四五六七八九十'.repeat(3), area, measure);
    expect(cut).toMatchObject({
      font: { sizeDots: 10 },
      cut: true,
      lines: ['一二三四五六七八九十', '一二三四五六七八九…'],
    });
  });

  it('breaks a word that is longer than the line', () => {
    expect(layOutText('ABCDEFGHIJKLMNOP', { ...area, minSizeDots: 20 }, measure).lines).toEqual([
      'ABCDEFGHIJ',
      'KLMNOP',
    ]);
  });

  it('never exceeds width or lines, and loses nothing but spaces unless it says so', () => {
    const text = fc.string({
      unit: fc.constantFrom('一', '防', 'a', 'B', '7', ' ', '-', ',', 'ئ', '😀'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 4 }), (content, lines) => {
        const layout = layOutText(content, { ...area, lines }, measure);
        expect(layout.lines.length).toBeLessThanOrEqual(lines);
        for (const line of layout.lines)
          expect(measure(line, layout.font)).toBeLessThanOrEqual(area.widthDots);
        const kept = layout.lines.join('').replaceAll(' ', '');
        const whole = content.replaceAll(' ', '');
        if (layout.cut) expect(whole.startsWith(kept.slice(0, -1))).toBe(true);
        else expect(kept).toBe(whole);
      }),
    );
  });
});
