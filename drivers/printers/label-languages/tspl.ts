import iconv from 'iconv-lite';
import type { Label, LabelElement } from './label.ts';
import { bytesPerRow, invertedRows, type LabelPicture } from './picture.ts';
import { ascii, isPrintableAscii, joinBytes, printable } from './text-safety.ts';

/** `BITMAP x,y,bytesPerRow,height,0,` and raw rows, 0 = black: binary, a 0D 0A inside is data. */
export function tsplPicture(picture: LabelPicture, x: number, y: number): Uint8Array {
  return joinBytes([
    ascii(`BITMAP ${x},${y},${bytesPerRow(picture.widthDots)},${picture.heightDots},0,`),
    invertedRows(picture),
    ascii('\r\n'),
  ]);
}

/**
 * One line in a built-in Chinese font, sent in GB18030 (`label-printers.md` section 3; Chinese-market models).
 * A quote becomes `\["]`; a backslash would start such an escape and is printed in full width instead.
 */
export function tsplText(text: string, x: number, y: number, font = 'TSS24.BF2'): Uint8Array {
  const quoted = printable(text).replaceAll('\\', '\uFF3C').replaceAll('"', '\\["]');
  return joinBytes([
    ascii(`TEXT ${x},${y},"${font}",0,1,1,"`),
    Uint8Array.from(iconv.encode(quoted, 'gb18030')),
    ascii('"\r\n'),
  ]);
}

export function tsplLabel(label: Label): Uint8Array {
  return joinBytes([
    ascii(
      `SIZE ${label.widthMm} mm,${label.heightMm} mm\r\nGAP ${label.gapMm} mm,0\r\nDIRECTION 1\r\nCLS\r\n`,
    ),
    ...label.elements.map((element) => tsplElement(element, label.printerFonts === true)),
    ascii(`PRINT 1,${label.copies}\r\n`),
  ]);
}

function tsplElement(element: LabelElement, printerFonts: boolean): Uint8Array {
  const { x, y, picture } = element;
  switch (element.kind) {
    case 'text':
      if (printerFonts) return tsplText(element.text, x, y);
      break;
    case 'code128':
      if (isPrintableAscii(element.text, '"\\')) {
        const { moduleDots: narrow } = element;
        return ascii(
          `BARCODE ${x},${y},"128",${picture.heightDots},0,0,${narrow},${narrow},"${element.text}"\r\n`,
        );
      }
      break;
    case 'qr':
      if (isPrintableAscii(element.text, '"\\')) {
        return ascii(`QRCODE ${x},${y},${element.level},${element.moduleDots},A,0,"${element.text}"\r\n`);
      }
      break;
    case 'gs1-128': // how FNC1 is written differs between makers; a wrong one changes the meaning of the code
    case 'datamatrix': // the form in our documents gives no module size
    case 'picture':
      break;
  }
  return tsplPicture(picture, x, y);
}
