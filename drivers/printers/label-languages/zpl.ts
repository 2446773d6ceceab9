import type { Label, LabelElement } from './label.ts';
import { bytesPerRow, type LabelPicture } from './picture.ts';
import { ascii, isPrintableAscii, printable } from './text-safety.ts';
import { rfidCommands } from './zpl-rfid.ts';

/** Field data under `^FH`: `^ ~ _`, control characters and every byte beyond ASCII become `_hh` of the UTF-8 bytes. */
export function zplFieldData(text: string): string {
  let escaped = '';
  for (const byte of new TextEncoder().encode(text)) {
    const character = String.fromCharCode(byte);
    escaped +=
      byte < 0x20 || byte > 0x7e || '^~_'.includes(character)
        ? `_${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : character;
  }
  return escaped;
}

/** `^GFA` field: 1 = black, rows in hexadecimal. */
export function zplPictureField(picture: LabelPicture, x: number, y: number): string {
  const total = picture.rows.length;
  const hex = Array.from(picture.rows, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('');
  return `^FO${x},${y}^GFA,${total},${total},${bytesPerRow(picture.widthDots)},${hex}^FS`;
}

/** A whole format that prints only this picture. */
export function zplPicture(picture: LabelPicture, x: number, y: number): Uint8Array {
  return ascii(`^XA${zplPictureField(picture, x, y)}^XZ`);
}

/**
 * One line in a font file of the printer (`label-printers.md` section 3). Prints empty boxes and reports success
 * where the file is missing, so only after a test print.
 */
export function zplTextField(
  text: string,
  x: number,
  y: number,
  heightDots: number,
  font = 'E:SIMSUN.TTF',
): string {
  return `^CI28^FO${x},${y}^A@N,${heightDots},${heightDots},${font}^FH^FD${zplFieldData(printable(text))}^FS`;
}

export function zplLabel(label: Label): Uint8Array {
  const rfid = label.rfid === undefined ? '' : rfidCommands(label.rfid);
  const fields = label.elements.map((element) => zplField(element, label.printerFonts === true)).join('');
  return ascii(
    `^XA^CI28^LH0,0^PW${label.widthDots}^LL${label.heightDots}${rfid}${fields}^PQ${label.copies}^XZ`,
  );
}

function zplField(element: LabelElement, printerFonts: boolean): string {
  const { x, y, picture } = element;
  const origin = `^FO${x},${y}`;
  switch (element.kind) {
    case 'text':
      if (printerFonts) return zplTextField(element.text, x, y, element.heightDots);
      break;
    case 'code128':
      // `>` starts an invocation code inside ^BC data, with or without ^FH.
      if (isPrintableAscii(element.text, '>')) {
        return `^BY${element.moduleDots}${origin}^BCN,${picture.heightDots},N,N,N,A^FH^FD${zplFieldData(element.text)}^FS`;
      }
      break;
    case 'gs1-128':
      if (isPrintableAscii(element.text, '>')) {
        return `^BY${element.moduleDots}${origin}^BCN,${picture.heightDots},N,N,N,D^FH^FD${zplFieldData(element.text)}^FS`;
      }
      break;
    case 'qr':
      // The firmware moves a QR symbol down by the bar height of ^BY, whose least value is 1; at the very top the
      // picture is exact and the command could not be.
      if (y >= 1 && isPrintableAscii(element.text)) {
        return `^BY2,2,1^FO${x},${y - 1}^BQN,2,${element.moduleDots}^FH^FD${element.level}A,${zplFieldData(element.text)}^FS`;
      }
      break;
    case 'datamatrix':
      // `~` or `_`, by firmware, begins an escape sequence inside ^BX data.
      if (isPrintableAscii(element.text, '~_')) {
        return `${origin}^BXN,${element.moduleDots},200^FH^FD${zplFieldData(element.text)}^FS`;
      }
      break;
    case 'picture':
      break;
  }
  return zplPictureField(picture, x, y);
}
