import type { Label, LabelElement } from './label.ts';
import { bytesPerRow, invertedRows, type LabelPicture } from './picture.ts';
import { ascii, isPrintableAscii, joinBytes } from './text-safety.ts';

/** `GWx,y,bytesPerRow,height,` and raw rows, 0 = black: binary, never through a text encoder. */
export function eplPicture(picture: LabelPicture, x: number, y: number): Uint8Array {
  return joinBytes([
    ascii(`GW${x},${y},${bytesPerRow(picture.widthDots)},${picture.heightDots},`),
    invertedRows(picture),
    ascii('\n'),
  ]);
}

/** EPL2 has no Chinese fonts and no QR code on the maker's own printers: text and matrix codes are pictures. */
export function eplLabel(label: Label): Uint8Array {
  const gapDots = Math.round((label.gapMm * label.widthDots) / label.widthMm);
  return joinBytes([
    // The first LF ends whatever an earlier, broken job left behind in the line buffer.
    ascii(`\nN\nq${label.widthDots}\nQ${label.heightDots},${gapDots}\n`),
    ...label.elements.map(eplElement),
    ascii(`P${label.copies}\n`),
  ]);
}

function eplElement(element: LabelElement): Uint8Array {
  const { x, y, picture } = element;
  if (element.kind === 'code128' && isPrintableAscii(element.text, '"\\')) {
    const { moduleDots: narrow } = element;
    return ascii(`B${x},${y},0,1,${narrow},${narrow},${picture.heightDots},N,"${element.text}"\n`);
  }
  return eplPicture(picture, x, y);
}
