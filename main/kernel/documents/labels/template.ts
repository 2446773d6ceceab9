import { z } from 'zod';
import { iconNames } from './icons.ts';

/**
 * A label template (标签模板) as data: `resources/labels/*.json`, described in the README there. Lengths in
 * millimetres from the top left corner. A value is text with `{field}` placeholders; of a list of values the first
 * whose fields are all present is used, and when none is, the area stays empty.
 */

const millimetres = z.number().min(0).max(300);
const positive = z.number().positive().max(300);
const value = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);
const place = { x: millimetres, y: millimetres };

const textElement = z.strictObject({
  kind: z.literal('text'),
  ...place,
  value,
  width: positive,
  /** Height of the em square, which is about the height of a Chinese character. */
  size: positive,
  /** The text shrinks down to this before it is cut; default: it does not shrink. */
  minSize: positive.optional(),
  /** The text wraps over this many lines; default 1. */
  lines: z.int().min(1).max(10).optional(),
  weight: z.union([z.literal(400), z.literal(500), z.literal(700)]).optional(),
  align: z.enum(['left', 'center', 'right']).optional(),
  /** White on a black box of `width` × `height`. */
  inverse: z.boolean().optional(),
  /** Height of the area; needed with `inverse`. */
  height: positive.optional(),
  /** What happens when the text does not fit at `minSize`; default `ellipsis`. */
  overflow: z.enum(['ellipsis', 'refuse']).optional(),
});

const barElement = z.strictObject({
  kind: z.enum(['code128', 'gs1-128']),
  ...place,
  value,
  /** Room for the bars and their quiet zones of ten modules on either side (ISO/IEC 15417). */
  width: positive,
  height: positive,
});

const matrixElement = z.strictObject({
  kind: z.enum(['qr', 'datamatrix']),
  ...place,
  value,
  /** Side of the square the symbol is centred in; its quiet zone is left around it by the template. */
  size: positive,
  /** Error level of a QR code; default M. */
  level: z.enum(['L', 'M', 'Q', 'H']).optional(),
});

const lineElement = z.strictObject({
  kind: z.literal('line'),
  ...place,
  length: positive,
  direction: z.enum(['horizontal', 'vertical']),
  thickness: positive,
});

const boxElement = z.strictObject({
  kind: z.literal('box'),
  ...place,
  width: positive,
  height: positive,
  thickness: positive,
});

const iconElement = z.strictObject({
  kind: z.literal('icon'),
  ...place,
  name: z.enum(iconNames),
  size: positive,
});

/** The icons named by a list field, in its order, from left to right. */
const iconsElement = z.strictObject({
  kind: z.literal('icons'),
  ...place,
  field: z.string(),
  size: positive,
  gap: millimetres,
  /** More marks than this are refused, never dropped. */
  max: z.int().min(1).max(20),
});

const elementSchema = z.discriminatedUnion('kind', [
  textElement,
  barElement,
  matrixElement,
  lineElement,
  boxElement,
  iconElement,
  iconsElement,
]);

const fieldSchema = z.strictObject({
  title: z.strictObject({ zh: z.string(), en: z.string() }),
  required: z.boolean().optional(),
  /** Characters; for a list the number of entries. */
  maxLength: z.int().positive(),
  type: z.enum(['text', 'marks']).optional(),
});

export const labelTemplateSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,64}$/),
    title: z.strictObject({ zh: z.string(), en: z.string() }),
    widthMm: positive,
    heightMm: positive,
    /** Resolution of the head; 8, 12 or 24 dots per millimetre. */
    dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]),
    gapMm: millimetres,
    fields: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/), fieldSchema),
    elements: z.array(elementSchema).min(1),
  })
  .superRefine((template, context) => {
    for (const [index, element] of template.elements.entries()) {
      for (const field of fieldsOf(element)) {
        if (Object.hasOwn(template.fields, field)) continue;
        context.addIssue({
          code: 'custom',
          path: ['elements', index],
          message: `field ${field} is not declared`,
        });
      }
      if (element.kind === 'text' && element.inverse === true && element.height === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['elements', index],
          message: 'inverse text needs a height',
        });
      }
    }
  });

export type LabelTemplate = z.infer<typeof labelTemplateSchema>;
export type TemplateElement = LabelTemplate['elements'][number];
export type TextElement = z.infer<typeof textElement>;
export type BarElement = z.infer<typeof barElement>;
export type MatrixElement = z.infer<typeof matrixElement>;

const placeholder = /\{([A-Za-z][A-Za-z0-9]*)\}/g;

function fieldsOf(element: TemplateElement): string[] {
  if (element.kind === 'icons') return [element.field];
  if (!('value' in element)) return [];
  return [element.value]
    .flat()
    .flatMap((pattern) => Array.from(pattern.matchAll(placeholder), ([, name]) => name ?? ''));
}

/** Fills the placeholders; undefined when a field it needs is absent. */
export function fillValue(
  value: string | readonly string[],
  texts: ReadonlyMap<string, string>,
): string | undefined {
  for (const pattern of [value].flat()) {
    const names = Array.from(pattern.matchAll(placeholder), ([, name]) => name ?? '');
    if (names.every((name) => texts.has(name))) {
      return pattern.replaceAll(placeholder, (_, name: string) => texts.get(name) ?? '');
    }
  }
  return undefined;
}

/** Thermal heads are sold by dots per inch and built in dots per millimetre. */
export function dotsPerMillimetre(dpi: LabelTemplate['dpi']): number {
  return { 203: 8, 300: 12, 600: 24 }[dpi];
}
