import { DeviceError } from '../errors.ts';
import type { Transport } from '../transport/transport.ts';
import { isUsbTransport, type UsbTransport } from '../transport/usb.ts';
import type { PrinterSession, PrinterStatus } from './printer-session.ts';
import {
  deviceIdRequest,
  parseDeviceId,
  parsePortStatus,
  type PortStatus,
  portStatusRequest,
  type PrinterDeviceId,
  readDeviceId,
} from './usb-class.ts';

/** Languages of printers, and how device ids call them (letters and digits only, capitals). */
const languageWords = {
  zpl: /ZPL/,
  tspl: /TSPL/,
  epl: /EPL/,
  escpos: /ESCPOS|EPSONPOS/,
  // Told so that a page printer is not taken for a label printer that is silent.
  page: /PCL|PJL|POSTSCRIPT|PDF|URF|ESCPL|ESCPR|GDI|HBPL|SPL/,
} as const;
export type PrinterLanguage = keyof typeof languageWords;
const everyLanguage = Object.keys(languageWords) as readonly PrinterLanguage[];

/**
 * What a command set says about a language. `unknown`: the list is missing, or names nothing that is known here, as the
 * words of many makers do.
 */
export function speaks(
  commandSet: string | undefined,
  language: PrinterLanguage,
): 'yes' | 'other' | 'unknown' {
  const words = (commandSet ?? '').toUpperCase().replaceAll(/[^A-Z0-9,;|]/g, '');
  if (languageWords[language].test(words)) return 'yes';
  return everyLanguage.some((one) => languageWords[one].test(words)) ? 'other' : 'unknown';
}

/**
 * On USB a printer says what it is and whether its port is well, whatever its language (USB printer class). Its own answers
 * stay the first source; where it is silent or foreign, the port's causes and the listed language take their place.
 * Fine at the port is never ready: a job is done when the printer says so. On any other line the session as it was.
 */
export function withUsbPort(
  session: PrinterSession,
  transport: Transport,
  language: PrinterLanguage,
): PrinterSession {
  if (!isUsbTransport(transport)) return session;
  let asked: Promise<PrinterDeviceId | undefined> | undefined;
  const deviceId = (): Promise<PrinterDeviceId | undefined> => {
    asked ??= askDeviceId(transport);
    return asked;
  };
  return {
    ...session,
    async status() {
      const own = await session.status();
      const known = speaks((await deviceId())?.commandSet, language);
      return own.faults.some(isWithoutMeaning)
        ? withPort(own, await askPortStatus(transport), known === 'other')
        : { ...own, warnings: known === 'other' ? [...own.warnings, 'other language'] : own.warnings };
    },
    portIdentity: async () => ({ ...(await deviceId()) }),
    async identify() {
      const port = await deviceId();
      const own = await session.identify();
      return port === undefined && own === undefined ? undefined : { ...port, ...own };
    },
  };
}

const isWithoutMeaning = (fault: string): boolean =>
  fault === 'printer.silent' || fault === 'printer.foreign';

/** Pure: a printer that says nothing in the language, and what its port says. */
export function withPort(
  own: PrinterStatus,
  port: PortStatus | undefined,
  speaksOther: boolean,
): PrinterStatus {
  const causes = port === undefined ? [] : portFaults(port);
  const language = speaksOther ? ['printer.other_language'] : [];
  return {
    ...own,
    faults: [...causes, ...language, ...own.faults],
    // Somebody is there and says what is wrong: worth waiting for.
    answered: own.answered || causes.length > 0,
  };
}

function portFaults({ paperEmpty, selected, error }: PortStatus): string[] {
  return [
    ...(paperEmpty ? ['printer.paper_out'] : []),
    ...(error && !paperEmpty ? ['printer.other_error'] : []),
    ...(selected ? [] : ['printer.offline']),
  ];
}

/** Many printers refuse a request of the class; what the class cannot say is no fault. */
const undefinedWhenRefused = (error: unknown): undefined => {
  if (error instanceof DeviceError) return undefined;
  throw error;
};

async function askDeviceId(transport: UsbTransport): Promise<PrinterDeviceId | undefined> {
  return await transport
    .controlIn(deviceIdRequest)
    .then((answer) => readDeviceId(parseDeviceId(answer)))
    .catch(undefinedWhenRefused);
}

async function askPortStatus(transport: UsbTransport): Promise<PortStatus | undefined> {
  return await transport
    .controlIn(portStatusRequest)
    .then(([status]) => (status === undefined ? undefined : parsePortStatus(status)))
    .catch(undefinedWhenRefused);
}
