import {
  createPicture,
  encodeLabel,
  type Label,
  type LabelLanguage,
  type RfidEncoding,
  stamp,
} from '../../../../drivers/printers/label-languages/index.ts';
import { openPencil } from './draw.ts';
import { readFields } from './fields.ts';
import { layOutLabel } from './layout.ts';
import { findLabelTemplate } from './templates.ts';
import { encodePng } from './png.ts';
import { dotsPerMillimetre, type LabelTemplate } from './template.ts';

export interface LabelRequest {
  /** Id of a shipped template, path of a template file (service tool only) or a template. */
  readonly template: string | LabelTemplate;
  /** An object with the fields of `resources/labels/README.md`; others are ignored. */
  readonly data: unknown;
  readonly language: LabelLanguage;
  readonly rfid?: RfidEncoding;
  /** 1 to 999, default 1; only 1 with RFID. */
  readonly copies?: number;
  /** Text in fonts of the printer, where the language has them; only after a test print. */
  readonly printerFonts?: boolean;
}

export interface RenderedLabel {
  /** One print job in the language. */
  readonly bytes: Uint8Array;
  readonly widthMm: number;
  readonly heightMm: number;
  /** The whole label as printed, one pixel a dot. */
  readonly png: Uint8Array;
  /** Characters that no font here can draw; show them before printing, since a printer reports success. */
  readonly missingGlyphs: readonly string[];
}

/**
 * Draws a label (标签) and turns it into a print job. Refuses with `label.unknown_template`, `.bad_template`,
 * `.bad_data`, `.missing_field`, `.bad_field`, `.too_long`, `.unknown_mark`, `.bad_barcode`, `.font_missing`; rejects with
 * DeviceError `input.invalid` or `device.unsupported` for impossible copies or RFID data.
 */
export async function renderLabel(request: LabelRequest): Promise<RenderedLabel> {
  const template =
    typeof request.template === 'string' ? findLabelTemplate(request.template) : request.template;
  const fields = readFields(template, request.data);
  const pencil = await openPencil();
  const { label, missingGlyphs } = layOutLabel(template, fields, pencil);
  const bytes = encodeLabel(request.language, {
    ...label,
    copies: request.copies ?? 1,
    printerFonts: request.printerFonts ?? false,
    ...(request.rfid === undefined ? {} : { rfid: request.rfid }),
  });
  return {
    bytes,
    widthMm: template.widthMm,
    heightMm: template.heightMm,
    png: encodePng(preview(label), dotsPerMillimetre(template.dpi)),
    missingGlyphs,
  };
}

function preview(label: Label): ReturnType<typeof createPicture> {
  const page = createPicture(label.widthDots, label.heightDots);
  for (const element of label.elements) stamp(page, element.picture, element.x, element.y);
  return page;
}
