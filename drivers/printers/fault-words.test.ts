import { describe, expect, it } from 'vitest';
import enDevices from '../../resources/i18n/en/devices.json' with { type: 'json' };
import zhDevices from '../../resources/i18n/zh-CN/devices.json' with { type: 'json' };
import { faultCode } from './printer-session.ts';
import { readErrorCode } from './printer-epl/status.ts';
import { readAutomaticStatus, readQueuedByte, readRealtimeByte } from './printer-escpos/status.ts';
import { readPrinterState } from './printer-spooler/frame.ts';
import { readQueueStatus } from './printer-spooler/windows.ts';
import { readExtendedStatus, readStatusByte } from './printer-tspl/status.ts';
import { hostStatusFaults, parseErrorReport, parseHostStatus } from './printer-zpl/status.ts';

interface Told {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

const bytes = Array.from({ length: 256 }, (_, byte) => byte);
const bits = Array.from({ length: 32 }, (_, bit) => 2 ** bit);
const hex8 = (value: number): string => value.toString(16).padStart(8, '0');

/** Everything that the printers of each language can say of themselves. */
const languages: Readonly<Record<string, () => readonly (Told | undefined)[]>> = {
  EPL2: () => Array.from({ length: 100 }, (_, code) => readErrorCode(String(code).padStart(2, '0'))),
  TSPL: () => [
    ...bytes.map(readStatusByte),
    ...[0, 1, 2, 3].flatMap((place) =>
      bytes.map((byte) =>
        readExtendedStatus(
          Uint8Array.from([0x40, 0x40, 0x40, 0x40].map((none, at) => (at === place ? byte : none))),
        ),
      ),
    ),
  ],
  'ESC/POS': () => [
    ...[1, 2, 3, 4].flatMap((asked) => bytes.map((byte) => readRealtimeByte(byte, asked))),
    ...[0, 1, 2].flatMap((place) =>
      bytes.map((byte) =>
        readAutomaticStatus(Uint8Array.from([0, 0, 0].map((none, at) => (at === place ? byte : none)))),
      ),
    ),
    ...bytes.map((byte) => readQueuedByte(byte, 1)),
  ],
  ZPL: () => [
    ...bits.flatMap((bit) =>
      [
        `ERRORS: 1 00000000 ${hex8(bit)}\n WARNINGS: 1 00000000 ${hex8(bit)}`,
        `ERRORS: 1 ${hex8(bit)} 00000000\n WARNINGS: 1 ${hex8(bit)} 00000000`,
        'ERRORS: 1 00000000 00000000\n WARNINGS: 1 00000000 00000000',
      ].map((report) => {
        const read = parseErrorReport(`PRINTER STATUS\n ${report}\n`);
        return read === undefined ? undefined : { faults: read.errors, warnings: read.warnings };
      }),
    ),
    {
      faults: hostStatusFaults(
        parseHostStatus('030,1,1,1245,000,1,1,1,000,1,1,1', '001,0,1,1,1,2,4,1,00000000,1,000'),
      ),
      warnings: [],
    },
  ],
  'the print service of Windows': () => bits.map((bit) => readQueueStatus(bit >>> 0)),
  CUPS: () =>
    [
      'media-empty media-needed media-jam cover-open door-open interlock-open toner-empty marker-supply-empty',
      'output-area-full input-tray-missing input-cannot-feed-size-selected fuser-over-temp paused shutdown offline',
      'timed-out connecting-to-device stopped-partly other media-low toner-low marker-supply-low never-heard-of',
    ]
      .flatMap((line) => line.split(' '))
      .flatMap((keyword) => ['error', 'warning'].map((severity) => `${keyword}-${severity}`))
      .map((alerts) => readPrinterState(`printer desk is idle.  enabled since now\n\tAlerts: ${alerts}\n`)),
};

/** The number that a device gave is put in by the screen. */
const withoutNumber = (code: string): string =>
  code.replace(/^(printer\.unknown(?:_[a-z]{3,})?)_[0-9a-f]+(?:_of_group_\d)?$/, '$1');

describe('what printers say of themselves', () => {
  for (const [language, all] of Object.entries(languages)) {
    it(`has words and a remedy for every fault and warning of ${language}`, () => {
      const told = all().flatMap((status) => [...(status?.faults ?? []), ...(status?.warnings ?? [])]);
      const codes = [...new Set(told.map((words) => withoutNumber(faultCode(words))))];
      expect(codes.length).toBeGreaterThan(5);
      for (const words of [zhDevices, enDevices]) {
        const lacking = codes.filter(
          (code) => !Object.hasOwn(words, `reason.${code}`) || !Object.hasOwn(words, `remedy.${code}`),
        );
        expect(lacking).toEqual([]);
      }
    });
  }
});
