import type { LabelFont } from './draw.ts';

/** Width of a line in dots. */
export type Measure = (text: string, font: LabelFont) => number;

export interface TextArea {
  readonly widthDots: number;
  readonly lines: number;
  readonly sizeDots: number;
  readonly minSizeDots: number;
  readonly weight: LabelFont['weight'];
}

export interface TextLayout {
  readonly font: LabelFont;
  readonly lines: readonly string[];
  /** True when the end of the text was replaced by an ellipsis. */
  readonly cut: boolean;
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** What may not be torn apart at a line end: words and numbers of alphabetic scripts, with what hangs on them. */
const wordLike =
  /^[\p{Script=Latin}\p{Script=Arabic}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{N}._/:#@+-]$/u;

/**
 * Wraps text, shrinking it dot by dot down to the least size until it fits; if it does not even then, the last line
 * ends in an ellipsis. Chinese may break after any character, alphabetic words at spaces.
 */
export function layOutText(text: string, area: TextArea, measure: Measure): TextLayout {
  const pieces = split(text);
  for (let sizeDots = area.sizeDots; sizeDots >= area.minSizeDots; sizeDots -= 1) {
    const font = { weight: area.weight, sizeDots };
    const lines = wrap(pieces, (line) => measure(line, font) <= area.widthDots);
    if (lines.length <= area.lines) return { font, lines, cut: false };
  }
  const font = { weight: area.weight, sizeDots: area.minSizeDots };
  const fits = (line: string): boolean => measure(line, font) <= area.widthDots;
  const lines = wrap(pieces, fits);
  const kept = lines.slice(0, area.lines - 1);
  const last = Array.from(graphemes.segment(lines[area.lines - 1] ?? ''), ({ segment }) => segment);
  while (last.length > 0 && !fits(`${last.join('').trimEnd()}…`)) last.pop();
  return { font, lines: [...kept, `${last.join('').trimEnd()}…`], cut: true };
}

function split(text: string): string[] {
  const pieces: string[] = [];
  let word = '';
  for (const { segment } of graphemes.segment(text)) {
    if (wordLike.test([...segment][0] ?? '')) {
      word += segment;
      continue;
    }
    if (word !== '') pieces.push(word);
    word = '';
    pieces.push(segment);
  }
  if (word !== '') pieces.push(word);
  return pieces;
}

function wrap(pieces: readonly string[], fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  const add = (piece: string): void => {
    if (fits(line + piece)) {
      line += piece;
      return;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = piece.trimStart();
  };
  for (const piece of pieces) {
    if (fits(piece)) add(piece);
    else for (const { segment } of graphemes.segment(piece)) add(segment);
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}
