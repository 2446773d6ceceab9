import type { DriverSetting } from '../../driver-settings.ts';
import { DeviceError } from '../../errors.ts';
import { readPrinterSettings } from '../printer-settings.ts';
import { printerSettingsForm } from '../settings-form.ts';
import type { SpoolerAddress } from './commands.ts';

export interface SpoolerSettings extends ReturnType<typeof readPrinterSettings> {
  /** Undefined where no queue of this computer is meant: training and simulation over a line. */
  readonly address: SpoolerAddress | undefined;
  /** CUPS options of every job, for example `media=A4`. */
  readonly options: readonly string[];
}

/**
 * `url`: `http://localhost:631/printers/Laser`, as CUPS itself calls the queue.
 *
 * @throws DeviceError `input.invalid` with `detail.setting`
 */
export function readSpoolerSettings(settings: Readonly<Record<string, unknown>>): SpoolerSettings {
  const { options = 'media=A4' } = settings;
  if (typeof options !== 'string' || !/^[A-Za-z0-9=._ ,+-]{0,200}$/.test(options)) throw invalid('options');
  return {
    ...readPrinterSettings(settings),
    address: settings['url'] === undefined ? undefined : readAddress(settings['url']),
    options: options.split(/\s+/).filter((option) => option !== ''),
  };
}

function readAddress(given: unknown): SpoolerAddress {
  if (typeof given !== 'string' || !URL.canParse(given)) throw invalid('url');
  const url = new URL(given);
  const printer = /^\/printers\/([^/]+)$/.exec(url.pathname)?.[1];
  const name = printer === undefined ? '' : decodeURIComponent(printer);
  // A name that begins with a hyphen would be an option of `lp`. Windows has names with blanks, brackets and Chinese.
  if (!/^[\p{L}\p{N}_.][\p{L}\p{N}_.() -]{0,126}$/u.test(name)) throw invalid('url');
  const local =
    ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname) && (url.port === '' || url.port === '631');
  return { printer: name, server: local ? undefined : url.port === '' ? url.hostname : url.host };
}

function invalid(setting: string): DeviceError {
  return new DeviceError('input.invalid', `${setting} cannot be used`, { detail: { setting } });
}

/** The same, for the form on screen; the address is asked with the position. */
export const spoolerSettingsForm: readonly DriverSetting[] = [
  {
    name: 'options',
    title: { zh: '打印选项', en: 'Options of every job' },
    hint: { zh: '例如 media=A4 sides=one-sided', en: 'For example media=A4 sides=one-sided' },
    kind: 'text',
    usual: 'media=A4',
    rare: true,
  },
  ...printerSettingsForm,
];
