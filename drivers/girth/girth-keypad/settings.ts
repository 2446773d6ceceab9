import { DeviceError } from '../../errors.ts';

export interface GirthSettings {
  /** `typed`: keys of the screen or of a keypad beside it, handed over by the page. `line`: entries as they were kept, played. */
  readonly input: 'typed' | 'line';
}

/** @throws DeviceError `input.invalid` with `detail.setting` */
export function readGirthSettings(raw: Readonly<Record<string, unknown>>): GirthSettings {
  const { input = 'typed' } = raw;
  if (input !== 'typed' && input !== 'line') {
    throw new DeviceError('input.invalid', 'setting input of the keypad cannot be used', {
      detail: { setting: 'input' },
    });
  }
  return { input };
}
