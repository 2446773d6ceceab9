import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function token(name: string, theme: 'light' | 'dark'): string {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  return found?.[theme === 'light' ? 1 : 2] ?? '';
}

describe.each(['light', 'dark'] as const)('%s colours', (theme) => {
  it.each([
    ['text', 7],
    ['text-quiet', 7],
    ['accent', 7],
    ['alarm', 4.5],
    ['clock', 4.5],
    ['confirmed', 4.5],
    ['line-strong', 3],
  ])('%s has its contrast on ground (%d:1)', (name, least) => {
    expect(contrast(token(name, theme), token('ground', theme))).toBeGreaterThanOrEqual(least);
  });

  it('keeps text readable on every surface', () => {
    for (const surface of ['surface', 'surface-strong', 'accent-ground']) {
      expect(contrast(token('text-quiet', theme), token(surface, theme))).toBeGreaterThanOrEqual(4.5);
      expect(contrast(token('accent', theme), token(surface, theme))).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(token('on-accent', theme), token('accent', theme))).toBeGreaterThanOrEqual(7);
  });
});
