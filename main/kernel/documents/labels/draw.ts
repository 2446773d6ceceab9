import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as CanvasModule from '@napi-rs/canvas';
import {
  blacken,
  createPicture,
  type LabelPicture,
} from '../../../../drivers/printers/label-languages/index.ts';
import { Refusal } from '../../errors.ts';
import type { IconStroke } from './icons.ts';

/** Draws text and paths as one-bit pictures at printer resolution. Get one with `openPencil`. */
export interface Pencil {
  /** Width of one line in dots. */
  measure(text: string, font: LabelFont): number;
  /** One line, its em square filling the height from the top; `widthDots` cuts it off. */
  line(text: string, font: LabelFont, widthDots: number): LabelPicture;
  icon(strokes: readonly IconStroke[], sizeDots: number): LabelPicture;
  /** Characters of `text` for which no font of this machine has a glyph: they would print as empty boxes. */
  missingGlyphs(text: string): string[];
}

export interface LabelFont {
  readonly weight: 400 | 500 | 700;
  readonly sizeDots: number;
}

/** Between 128 and 160 (`label-printers.md` section 3): high enough to keep thin strokes at two dots. */
const threshold = 140;
/** Room below the em square for descenders and the dots under Uyghur letters. */
const lineHeight = 1.3;
/** Where the baseline of Noto Sans SC stands within its em square. */
const baseline = 0.9;

const fontFiles = { 400: '400Regular', 500: '500Medium', 700: '700Bold' } as const;

let opened: Promise<Pencil> | undefined;

/**
 * Loads the native canvas and registers the shipped fonts, once, when the first label is drawn. Refuses with
 * `label.font_missing` when the font files are not there: a printer would print empty boxes and report success.
 */
export function openPencil(): Promise<Pencil> {
  opened ??= import('@napi-rs/canvas').then(createPencil);
  return opened;
}

function createPencil(canvas: typeof CanvasModule): Pencil {
  for (const weight of [400, 500, 700] as const) {
    canvas.GlobalFonts.registerFromPath(fontPath(fontFiles[weight]), familyOf(weight));
  }
  const ruler = canvas.createCanvas(1, 1).getContext('2d');
  const glyphs = new Map<string, boolean>();
  const probeFont: LabelFont = { weight: 400, sizeDots: 32 };
  let emptyBox: Uint8Array | undefined;

  // One sheet for everything: canvases hold native memory that is only given back when the collector comes round.
  let sheet = canvas.createCanvas(512, 128);
  const surface = (width: number, height: number): CanvasModule.SKRSContext2D => {
    if (sheet.width < width || sheet.height < height) {
      sheet = canvas.createCanvas(Math.max(sheet.width, width), Math.max(sheet.height, height));
    }
    const context = sheet.getContext('2d');
    context.resetTransform();
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.fillStyle = '#000';
    context.strokeStyle = '#000';
    return context;
  };
  const line = (text: string, font: LabelFont, widthDots: number): LabelPicture => {
    const height = Math.ceil(font.sizeDots * lineHeight);
    const context = surface(widthDots, height);
    context.font = cssFont(font);
    context.fillText(text, 0, Math.round(font.sizeDots * baseline));
    return reduce(context, widthDots, height);
  };
  const hasGlyph = (character: string): boolean => {
    const known = glyphs.get(character);
    if (known !== undefined) return known;
    // A code point that can never be a character shows what a missing one looks like.
    emptyBox ??= line('\u{10FFFF}', probeFont, 48).rows;
    const found = Buffer.compare(emptyBox, line(character, probeFont, 48).rows) !== 0;
    glyphs.set(character, found);
    return found;
  };

  return {
    line,
    measure(text, font) {
      ruler.font = cssFont(font);
      return ruler.measureText(text).width;
    },
    icon(strokes, sizeDots) {
      const context = surface(sizeDots, sizeDots);
      context.scale(sizeDots / 24, sizeDots / 24);
      context.lineJoin = 'miter';
      for (const stroke of strokes) {
        const outline = new canvas.Path2D(stroke.path);
        if (stroke.width === undefined) {
          context.fill(outline, 'evenodd');
          continue;
        }
        // Two dots are the thinnest stroke that prints reliably (section 3).
        context.lineWidth = Math.max(stroke.width, (2 * 24) / sizeDots);
        context.stroke(outline);
      }
      return reduce(context, sizeDots, sizeDots);
    },
    missingGlyphs: (text) => [...new Set(text)].filter((character) => !hasGlyph(character)),
  };
}

function reduce(context: CanvasModule.SKRSContext2D, width: number, height: number): LabelPicture {
  const picture = createPicture(width, height);
  if (width === 0 || height === 0) return picture;
  const { data } = context.getImageData(0, 0, width, height);
  for (let index = 0; index < width * height; index += 1) {
    // Emoji and other colour glyphs count by their brightness (ITU-R BT.601).
    const grey =
      0.299 * (data[index * 4] ?? 255) +
      0.587 * (data[index * 4 + 1] ?? 255) +
      0.114 * (data[index * 4 + 2] ?? 255);
    if (grey < threshold) blacken(picture, index % width, Math.floor(index / width));
  }
  return picture;
}

const familyOf = (weight: LabelFont['weight']): string => `Station Label ${weight}`;
const cssFont = (font: LabelFont): string => `${font.sizeDots}px "${familyOf(font.weight)}"`;

/** The packaged program carries the font in `resources/fonts`; a working copy has it in its registry package. */
function fontPath(name: string): string {
  const file = `NotoSansSC_${name}.ttf`;
  const shipped = path.join(fileURLToPath(import.meta.url), '../../../../../resources/fonts', file);
  if (existsSync(shipped)) return shipped;
  try {
    return createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${name}/${file}`);
  } catch {
    throw new Refusal('label.font_missing', { file });
  }
}
