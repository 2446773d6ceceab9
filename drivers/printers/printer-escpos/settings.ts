import { DeviceError } from '../../errors.ts';

/** Settings of a receipt printer beside those of every printer; all have defaults. */
export interface ReceiptSettings {
  /** 32 (58 mm paper) to 64; default 48 (80 mm). */
  readonly columns: number;
  readonly chinese: 'gb18030' | 'picture';
}

/** @throws DeviceError `input.invalid` */
export function readReceiptSettings(settings: Readonly<Record<string, unknown>>): ReceiptSettings {
  const { columns = 48, chinese = 'gb18030' } = settings;
  if (typeof columns !== 'number' || !Number.isInteger(columns) || columns < 24 || columns > 64) {
    throw new DeviceError('input.invalid', 'columns is a whole number from 24 to 64', {
      detail: { setting: 'columns' },
    });
  }
  if (chinese !== 'gb18030' && chinese !== 'picture') {
    throw new DeviceError('input.invalid', 'chinese is gb18030 or picture', {
      detail: { setting: 'chinese' },
    });
  }
  return { columns, chinese };
}
