import { assertNever, DeviceError } from '../../errors.ts';
import { eplLabel, eplPicture } from './epl.ts';
import { escposLabel, escposPicture } from './escpos.ts';
import type { Label, LabelLanguage } from './label.ts';
import type { LabelPicture } from './picture.ts';
import { tsplLabel, tsplPicture } from './tspl.ts';
import { zplLabel, zplPicture } from './zpl.ts';

export { escposText } from './escpos.ts';
export {
  type Label,
  type LabelElement,
  type LabelLanguage,
  labelLanguages,
  type QrLevel,
  type RfidEncoding,
} from './label.ts';
export {
  blacken,
  blackenRectangle,
  createPicture,
  isBlack,
  type LabelPicture,
  stamp,
  trim,
} from './picture.ts';
export { decodePictures, type PlacedPicture } from './picture-decoder.ts';
export { printable } from './text-safety.ts';
export { tsplText } from './tspl.ts';
export { zplFieldData, zplTextField } from './zpl.ts';
export { isJobId } from './zpl-rfid.ts';

/**
 * Bytes that print one picture `x`, `y` dots from the corner of the label (ESC/POS has no position and prints it at
 * the current line). For ZPL a whole format, since a field outside of one is nothing.
 */
export function pictureCommand(
  language: LabelLanguage,
  picture: LabelPicture,
  x: number,
  y: number,
): Uint8Array {
  switch (language) {
    case 'zpl':
      return zplPicture(picture, x, y);
    case 'tspl':
      return tsplPicture(picture, x, y);
    case 'epl':
      return eplPicture(picture, x, y);
    case 'escpos':
      return escposPicture(picture);
    default:
      return assertNever(language);
  }
}

/**
 * Bytes of one print job. Throws DeviceError `input.invalid` for impossible copies or RFID data and
 * `device.unsupported` for RFID in a language that has none (section 1 of `label-printers.md`).
 */
export function encodeLabel(language: LabelLanguage, label: Label): Uint8Array {
  if (!Number.isInteger(label.copies) || label.copies < 1 || label.copies > 999) {
    throw new DeviceError('input.invalid', 'copies lie between 1 and 999');
  }
  if (label.rfid !== undefined && label.copies !== 1) {
    throw new DeviceError('input.invalid', 'copies of an RFID label would give two tags the same EPC');
  }
  if (label.rfid !== undefined && language !== 'zpl') {
    throw new DeviceError('device.unsupported', `RFID encoding is not defined in ${language}`);
  }
  switch (language) {
    case 'zpl':
      return zplLabel(label);
    case 'tspl':
      return tsplLabel(label);
    case 'epl':
      return eplLabel(label);
    case 'escpos':
      return escposLabel(label);
    default:
      return assertNever(language);
  }
}
