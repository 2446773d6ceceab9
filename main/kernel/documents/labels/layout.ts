import {
  blackenRectangle,
  createPicture,
  isBlack,
  type Label,
  type LabelElement,
  type LabelPicture,
  trim,
} from '../../../../drivers/printers/label-languages/index.ts';
import { assertNever, Refusal } from '../../errors.ts';
import { drawBars, drawMatrix } from './barcode.ts';
import type { Pencil } from './draw.ts';
import type { LabelFields } from './fields.ts';
import { icons } from './icons.ts';
import {
  type BarElement,
  dotsPerMillimetre,
  fillValue,
  type LabelTemplate,
  type MatrixElement,
  type TemplateElement,
  type TextElement,
} from './template.ts';
import { layOutText } from './text-layout.ts';

export interface LabelLayout {
  readonly label: Label;
  /** Characters that no font here can draw; they stand as empty boxes on the label. */
  readonly missingGlyphs: readonly string[];
}

/** Distance of two lines of text over the height of the em square. */
const linePitch = 1.2;

/** Places everything in dots and draws it. Refuses what does not fit; see `barcode.ts` and `fields.ts`. */
export function layOutLabel(template: LabelTemplate, fields: LabelFields, pencil: Pencil): LabelLayout {
  const perMillimetre = dotsPerMillimetre(template.dpi);
  const dots = (millimetres: number): number => Math.round(millimetres * perMillimetre);
  const missingGlyphs = new Set<string>();
  const elements = template.elements.flatMap((element) => {
    const context: Context = { fields, pencil, dots, missingGlyphs };
    return place(element, context);
  });
  const label: Label = {
    widthDots: dots(template.widthMm),
    heightDots: dots(template.heightMm),
    widthMm: template.widthMm,
    heightMm: template.heightMm,
    gapMm: template.gapMm,
    copies: 1,
    elements,
  };
  return { label, missingGlyphs: [...missingGlyphs] };
}

interface Context {
  readonly fields: LabelFields;
  readonly pencil: Pencil;
  readonly dots: (millimetres: number) => number;
  readonly missingGlyphs: Set<string>;
}

function place(element: TemplateElement, context: Context): LabelElement[] {
  const { dots, pencil, fields } = context;
  const x = dots(element.x);
  const y = dots(element.y);
  switch (element.kind) {
    case 'text':
      return placeText(element, context);
    case 'code128':
    case 'gs1-128':
      return placeBars(element, context);
    case 'qr':
    case 'datamatrix':
      return placeMatrix(element, context);
    case 'line': {
      const across = element.direction === 'horizontal';
      const length = dots(element.length);
      const thickness = Math.max(1, dots(element.thickness));
      return ink(x, y, solid(across ? length : thickness, across ? thickness : length));
    }
    case 'box':
      return ink(
        x,
        y,
        frame(dots(element.width), dots(element.height), Math.max(1, dots(element.thickness))),
      );
    case 'icon':
      return ink(x, y, pencil.icon(icons[element.name], dots(element.size)));
    case 'icons': {
      const names = fields.marks.get(element.field) ?? [];
      if (names.length > element.max) {
        throw new Refusal('label.too_long', { field: element.field, max: element.max });
      }
      const pitch = dots(element.size + element.gap);
      return names.flatMap((name, index) =>
        ink(x + index * pitch, y, pencil.icon(icons[name], dots(element.size))),
      );
    }
    default:
      return assertNever(element);
  }
}

function placeText(element: TextElement, context: Context): LabelElement[] {
  const { dots, pencil, missingGlyphs } = context;
  const text = fillValue(element.value, context.fields.texts);
  if (text === undefined) return [];
  for (const character of pencil.missingGlyphs(text)) missingGlyphs.add(character);
  const widthDots = dots(element.width);
  const sizeDots = dots(element.size);
  const { font, lines, cut } = layOutText(
    text,
    {
      widthDots,
      lines: element.lines ?? 1,
      sizeDots,
      minSizeDots: Math.min(sizeDots, dots(element.minSize ?? element.size)),
      weight: element.weight ?? 500,
    },
    (line, measured) => pencil.measure(line, measured),
  );
  if (cut && element.overflow === 'refuse') throw new Refusal('label.too_long', { length: text.length });

  const placed = lines.flatMap((line, index): LabelElement[] => {
    const spare = Math.max(0, widthDots - Math.ceil(pencil.measure(line, font)));
    const indent = { left: 0, center: Math.floor(spare / 2), right: spare }[element.align ?? 'left'];
    const top = dots(element.y) + Math.round(index * font.sizeDots * linePitch);
    const drawn = trim(pencil.line(line, font, widthDots));
    if (drawn === undefined) return [];
    return [
      {
        kind: 'text',
        x: dots(element.x) + indent + drawn.x,
        y: top + drawn.y,
        picture: drawn.picture,
        text: line,
        heightDots: font.sizeDots,
      },
    ];
  });
  return element.inverse === true ? invert(element, placed, context) : placed;
}

/** White letters on a black box, centred from top to bottom: one picture, since ink cannot be taken away. */
function invert(element: TextElement, lines: readonly LabelElement[], { dots }: Context): LabelElement[] {
  const x = dots(element.x);
  const y = dots(element.y);
  const width = dots(element.width);
  const height = dots(element.height ?? element.size);
  const top = Math.min(...lines.map((line) => line.y));
  const bottom = Math.max(...lines.map((line) => line.y + line.picture.heightDots));
  const shift = Math.floor((height - (bottom - top)) / 2) - (top - y);
  const picture = createPicture(width, height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const letter = lines.some((line) =>
        isBlack(line.picture, x + column - line.x, y + row - shift - line.y),
      );
      if (!letter) blackenRectangle(picture, column, row, 1, 1);
    }
  }
  return [{ kind: 'picture', x, y, picture }];
}

function placeBars(element: BarElement, context: Context): LabelElement[] {
  const { dots } = context;
  const text = fillValue(element.value, context.fields.texts);
  if (text === undefined) return [];
  const widthDots = dots(element.width);
  const { picture, moduleDots } = drawBars(element.kind, text, {
    widthDots,
    heightDots: dots(element.height),
  });
  const x = dots(element.x) + Math.floor((widthDots - picture.widthDots) / 2);
  return [{ kind: element.kind, x, y: dots(element.y), picture, text, moduleDots }];
}

function placeMatrix(element: MatrixElement, context: Context): LabelElement[] {
  const { dots } = context;
  const text = fillValue(element.value, context.fields.texts);
  if (text === undefined) return [];
  const size = dots(element.size);
  const level = element.level ?? 'M';
  const { picture, moduleDots } = drawMatrix(element.kind, text, size, level);
  const indent = Math.floor((size - picture.widthDots) / 2);
  const common = { x: dots(element.x) + indent, y: dots(element.y) + indent, picture, text, moduleDots };
  return [element.kind === 'qr' ? { kind: 'qr', ...common, level } : { kind: 'datamatrix', ...common }];
}

function ink(x: number, y: number, picture: LabelPicture): LabelElement[] {
  return [{ kind: 'picture', x, y, picture }];
}

function solid(width: number, height: number): LabelPicture {
  const picture = createPicture(width, height);
  blackenRectangle(picture, 0, 0, width, height);
  return picture;
}

function frame(width: number, height: number, thickness: number): LabelPicture {
  const picture = createPicture(width, height);
  blackenRectangle(picture, 0, 0, width, thickness);
  blackenRectangle(picture, 0, height - thickness, width, thickness);
  blackenRectangle(picture, 0, 0, thickness, height);
  blackenRectangle(picture, width - thickness, 0, thickness, height);
  return picture;
}
