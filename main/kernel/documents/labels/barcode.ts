// The module's named `raw` of 4.11.4 draws instead of returning the modules; the one on the default export is right.
import bwip from 'bwip-js/node';
import {
  blackenRectangle,
  createPicture,
  type LabelPicture,
  type QrLevel,
} from '../../../../drivers/printers/label-languages/index.ts';
import { Refusal } from '../../errors.ts';

/** A barcode at printer resolution: whole dots a module, so that no bar is smeared over two. */
export interface Barcode {
  readonly picture: LabelPicture;
  readonly moduleDots: number;
}

/** Modules of white that a linear code needs on either side (ISO/IEC 15417). */
export const quietModules = 10;
/** 0.5 mm at 203 dpi; wider bars only cost room. */
const widestModule = 4;
/** Below two dots a module of a matrix code does not print reliably. */
const narrowestMatrixModule = 2;

/**
 * Bars without quiet zone, as wide as fits into `widthDots` with it. Refuses with `label.bad_barcode` when the
 * text cannot be coded and `label.too_long` when one dot a module is still too wide.
 */
export function drawBars(
  kind: 'code128' | 'gs1-128',
  text: string,
  room: { readonly widthDots: number; readonly heightDots: number },
): Barcode {
  const [symbol] = encode(() => bwip.raw({ bcid: kind, text: requireAscii(kind, text) }), kind);
  if (symbol === undefined || !('sbs' in symbol)) throw new Refusal('label.bad_barcode', { kind });
  const modules = symbol.sbs.reduce((sum, width) => sum + width, 0);
  const moduleDots = Math.min(widestModule, Math.floor(room.widthDots / (modules + 2 * quietModules)));
  if (moduleDots < 1) throw new Refusal('label.too_long', { kind, length: text.length });
  const picture = createPicture(modules * moduleDots, room.heightDots);
  let x = 0;
  for (const [index, width] of symbol.sbs.entries()) {
    const dots = width * moduleDots;
    if (index % 2 === 0) blackenRectangle(picture, x, 0, dots, room.heightDots);
    x += dots;
  }
  return { picture, moduleDots };
}

/** A matrix code as large as fits into a square of `sizeDots`, without quiet zone. Refusals as `drawBars`. */
export function drawMatrix(
  kind: 'qr' | 'datamatrix',
  text: string,
  sizeDots: number,
  level: QrLevel,
): Barcode {
  const [symbol] = encode(
    () =>
      kind === 'qr' ? bwip.raw('qrcode', text, `eclevel=${level}`) : bwip.raw({ bcid: 'datamatrix', text }),
    kind,
  );
  if (symbol === undefined || !('pixs' in symbol)) throw new Refusal('label.bad_barcode', { kind });
  const moduleDots = Math.floor(sizeDots / Math.max(symbol.pixx, symbol.pixy));
  if (moduleDots < narrowestMatrixModule) throw new Refusal('label.too_long', { kind, length: text.length });
  const picture = createPicture(symbol.pixx * moduleDots, symbol.pixy * moduleDots);
  for (const [index, black] of symbol.pixs.entries()) {
    if (black !== 1) continue;
    const column = index % symbol.pixx;
    const row = Math.floor(index / symbol.pixx);
    blackenRectangle(picture, column * moduleDots, row * moduleDots, moduleDots, moduleDots);
  }
  return { picture, moduleDots };
}

/** Code 128 carries 7-bit characters only; for others there is no agreed meaning. */
function requireAscii(kind: string, text: string): string {
  if (!/^[\x20-\x7e]+$/.test(text)) throw new Refusal('label.bad_barcode', { kind });
  return text;
}

function encode<Symbols>(draw: () => Symbols, kind: string): Symbols {
  try {
    return draw();
  } catch {
    // The encoder's message may quote the data, which can name a person.
    throw new Refusal('label.bad_barcode', { kind });
  }
}
