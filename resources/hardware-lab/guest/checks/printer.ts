import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import {
  deviceIdRequest,
  parseDeviceId,
  parsePortStatus,
  portStatusRequest,
} from '../../../../drivers/printers/usb-class.ts';
import { openTransportFactory } from '../../../../drivers/transport/url.ts';
import { isUsbTransport, type UsbTransport } from '../../../../drivers/transport/usb.ts';
import { LabelPrinter } from '../bench/label-printer.ts';
import { eventually, plugged, takenFor } from '../station/plugged.ts';
import { expectAccess, usbPlace } from '../station/udev.ts';
import { codeOf, Watched } from '../station/watched.ts';
import { equal, expect, suite } from '../suite.ts';

const ADDRESS = 'usb://0a5f:0081';
const DEVICE_ID = 'MFG:Lab;MDL:Label 203;CMD:ZPL;CLS:PRINTER;';
const FINE = 0x18;
const PAPER_OUT = 0x38;

/** Which kernel driver holds interfaces of class 7; empty = none. */
function holders(): string[] {
  const bus = '/sys/bus/usb/devices';
  return readdirSync(bus)
    .filter((name) => name.includes(':') && existsSync(`${bus}/${name}/driver`))
    .map((name) => path.basename(readlinkSync(`${bus}/${name}/driver`)))
    .filter((driver) => driver === 'usblp' || driver === 'usbfs');
}

async function opened(): Promise<UsbTransport> {
  const line = openTransportFactory(ADDRESS)();
  expect(isUsbTransport(line), 'no USB line');
  await line.open();
  return line;
}

const label = (text: string): Uint8Array => Buffer.from(`^XA^FO50,50^A0N,30,30^FD${text}^FS^XZ`, 'latin1');
/** A picture as large as a full A6 label at 300 dpi: 1248 by 1800 dots, in hexadecimal. */
const picture = (): Uint8Array => {
  const bytes = 156 * 1800;
  return Buffer.from(`^XA^FO0,0^GFA,${bytes},${bytes},156,${'A5'.repeat(bytes)}^FS^XZ`, 'latin1');
};

export const printerSuite =
  suite('USB label printer (dummy_hcd + usb_f_printer, usb, printer-zpl)', (check) => {
    let printer: LabelPrinter | undefined;
    let station: Watched | undefined;
    const need = (): { printer: LabelPrinter; station: Watched } => {
      expect(printer !== undefined && station !== undefined, 'nothing is plugged in');
      return { printer, station };
    };

    check('is listed with its serial number, and the kernel’s usblp holds it', async () => {
      printer = await LabelPrinter.build(DEVICE_ID);
      await printer.plug();
      const found = await plugged('usb', (device) => device.vendorId === 0x0a5f);
      equal([found.path, found.product, found.serialNumber], [ADDRESS, 'Lab label printer', 'LABEL-1']);
      await eventually(() => holders().includes('usblp'), 'usblp did not come');
    });

    check('is taken for a label printer by its interface class', async () => {
      const found = await plugged('usb', (device) => device.vendorId === 0x0a5f);
      equal(takenFor(found), 'printer-zpl by usb-class');
    });

    check('may be opened by who is logged in (udev rule)', () => expectAccess(usbPlace(0x0a5f)));

    check('GET_DEVICE_ID says maker, model and language', async () => {
      const line = await opened();
      try {
        const id = parseDeviceId(await line.controlIn(deviceIdRequest));
        equal([id.get('MFG'), id.get('MDL'), id.get('CMD')], ['Lab', 'Label 203', 'ZPL']);
        expect(!holders().includes('usblp'), 'usblp was not detached');
      } finally {
        await line.close();
      }
    });

    check('after closing, usblp has it back', async () => {
      await eventually(() => holders().includes('usblp'), `held by: ${holders().join(' ')}`);
    });

    check('GET_PORT_STATUS: fine, then paper out, then fine again', async () => {
      expect(printer !== undefined, 'nothing is plugged in');
      const line = await opened();
      const status = async (): Promise<unknown> =>
        parsePortStatus((await line.controlIn(portStatusRequest))[0] ?? 0);
      try {
        await printer.portStatus(FINE);
        equal(await status(), { paperEmpty: false, selected: true, error: false });
        await printer.portStatus(PAPER_OUT);
        equal(await status(), { paperEmpty: true, selected: true, error: false });
        await printer.portStatus(FINE);
        equal(await status(), { paperEmpty: false, selected: true, error: false });
      } finally {
        await line.close();
      }
    });

    check('a request that the printer does not know is refused, and the line goes on', async () => {
      const line = await opened();
      try {
        equal(await codeOf(line.controlIn({ request: 0x7f, length: 1 })), 'device.refused');
        equal((await line.controlIn(portStatusRequest)).length, 1);
      } finally {
        await line.close();
      }
    });

    check('two at once: the second is told that it is busy, the first goes on', async () => {
      const line = await opened();
      try {
        const second = openTransportFactory(ADDRESS)();
        equal(await codeOf(second.open()), 'transport.busy');
        await second.close();
        equal((await line.controlIn(portStatusRequest)).length, 1);
      } finally {
        await line.close();
      }
    });

    check('the driver asks who it is, in its language and by its device id, and is ready', async () => {
      station = await Watched.start('printer-zpl', ADDRESS, { pollMs: 500 });
      await station.state('ready');
      const { identity } = await station.seen('identity');
      equal([identity['manufacturer'], identity['commandSet']], ['Lab', 'ZPL']);
      equal(identity['model'], 'STATION-VIRTUAL');
    });

    check(
      'silent in its language: its port says that paper is out, and nothing is taken for ready',
      async () => {
        const { printer, station } = need();
        await printer.portStatus(PAPER_OUT);
        printer.virtual.misbehave({ silent: true });
        equal((await station.state('fault')).reason, 'printer.paper_out');
        station.forget();
        await printer.portStatus(FINE);
        equal((await station.state('fault')).reason, 'printer.silent');
        printer.virtual.misbehave({ silent: false });
        await station.state('ready');
      },
    );

    check('a label is printed and done when the printer says so', async () => {
      const { printer, station } = need();
      equal(await station.request('print', { jobId: 'L-1', bytes: label('H-0042') }), { jobId: 'L-1' });
      equal(printer.labels.length, 1);
      await station.seen('job', ({ jobId, state }) => jobId === 'L-1' && state === 'done');
    });

    check('a picture of 560 kB arrives whole', async () => {
      const { printer, station } = need();
      const bytes = picture();
      await station.request('print', { jobId: 'L-2', bytes });
      const [, printed] = printer.labels;
      equal(printed?.zpl.length, bytes.length);
    });

    check('paper out in the middle of a job: told as a fault; paper in: the job ends', async () => {
      const { printer, station } = need();
      printer.virtual.misbehave({ paused: true });
      await station.state('fault');
      printer.virtual.misbehave({ paused: false });
      await station.state('ready');
      const copies = Buffer.from('^XA^FDx^FS^PQ6^XZ', 'latin1');
      const job = station.request('print', { jobId: 'L-3', bytes: copies, copies: 6 });
      await eventually(() => printer.labels.length >= 3, 'nothing is printed');
      printer.virtual.misbehave({ paperOut: true });
      const fault = await station.state('fault');
      equal(fault.reason, 'printer.paper_out');
      printer.virtual.misbehave({ paperOut: false });
      equal(await job, { jobId: 'L-3' });
      equal(printer.labels.length, 8);
    });

    check('unplugged in the middle of a label: outcome unknown, away', async () => {
      const { printer, station } = need();
      station.forget();
      const before = printer.bytesTaken;
      const job = station.request('print', { jobId: 'L-4', bytes: picture() }).then(
        () => 'printed',
        (error: unknown) => (error instanceof Error && 'detail' in error ? error.detail : String(error)),
      );
      await eventually(() => printer.bytesTaken > before + 50_000, 'the printer takes nothing');
      printer.stuck();
      await printer.unplug();
      equal(await job, { code: 'printer.outcome_unknown', sent: true });
      await station.state('away');
    });

    check(
      'plugged in again: ready by itself; the doubtful job is not printed again by its number',
      async () => {
        const { printer, station } = need();
        const before = printer.labels.length;
        station.forget();
        await printer.plug();
        await station.state('ready');
        equal(
          await codeOf(station.request('print', { jobId: 'L-4', bytes: label('again') })),
          'device.refused',
        );
        equal(await station.request('print', { jobId: 'L-5', bytes: label('next') }), { jobId: 'L-5' });
        expect(printer.labels.length > before, 'nothing was printed');
      },
    );

    return async () => {
      await station?.stop();
      await printer?.end();
    };
  });
