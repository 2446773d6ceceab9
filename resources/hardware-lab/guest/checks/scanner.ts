import { Gadget } from '../bench/gadget.ts';
import { KernelFile } from '../bench/kernel-file.ts';
import { dataReport, LONG_REPORT } from '../../../../drivers/scanners/scanner-hid-pos/commands.ts';
import { eventually, plugged, takenFor } from '../station/plugged.ts';
import { Watched } from '../station/watched.ts';
import { equal, expect, suite } from '../suite.ts';

/**
 * Page 8Ch, bar code scanner: input report 2 of 63 bytes, feature report 254 that chooses the mode (USB-IF HID Point of Sale
 * Usage Tables 1.02; Honeywell's long form). Usages shortened.
 */
const descriptor = Uint8Array.from([
  ...[0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01],
  ...[0x85, 0x02, 0x09, 0xfe, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, LONG_REPORT - 1, 0x81, 0x02],
  ...[0x85, 0xfe, 0x09, 0x01, 0x95, 0x01, 0xb1, 0x02],
  0xc0,
]);
const part = (text: string, more = false): Uint8Array =>
  dataReport({ aim: ']C0', data: Buffer.from(text, 'latin1'), more, length: LONG_REPORT });
const FULL = 'H-2026-0042/'.padEnd(56, '0123456789');

export const scannerSuite =
  suite('HID POS scanner (dummy_hcd + usb_f_hid, node-hid, scanner-hid-pos)', (check) => {
    let gadget: Gadget | undefined;
    let trigger: KernelFile | undefined;
    let station: Watched | undefined;
    const heard: string[] = [];
    const need = (): { gadget: Gadget; trigger: KernelFile; station: Watched } => {
      expect(gadget !== undefined && trigger !== undefined && station !== undefined, 'nothing is plugged in');
      return { gadget, trigger, station };
    };

    check('is listed on HID and on USB with its serial number', async () => {
      gadget = await Gadget.build({
        name: 'scanner',
        vendorId: 0x0c2e,
        productId: 0x0b87,
        serialNumber: 'SCAN-1',
        manufacturer: 'Lab',
        product: 'Lab scanner',
        function: 'hid.scanner',
        attributes: {
          protocol: '0',
          subclass: '0',
          report_length: String(LONG_REPORT),
          // Reports from the host come over the control pipe, as with most scanners.
          no_out_endpoint: '1',
          report_desc: descriptor,
        },
        socket: 0,
      });
      await gadget.plug();
      const hid = await plugged('hid', (device) => device.vendorId === 0x0c2e);
      const usb = await plugged('usb', (device) => device.vendorId === 0x0c2e);
      equal([hid.product, hid.serialNumber, usb.serialNumber], ['Lab scanner', 'SCAN-1', 'SCAN-1']);
    });

    check('HID and USB name the same socket; it is taken for a scanner', async () => {
      const hid = await plugged('hid', (device) => device.vendorId === 0x0c2e);
      const usb = await plugged('usb', (device) => device.vendorId === 0x0c2e);
      expect(
        hid.portChain !== undefined && hid.portChain === usb.portChain,
        `${hid.portChain}, ${usb.portChain}`,
      );
      equal(takenFor(hid), 'scanner-hid-pos by usb-id');
    });

    check('is opened by its serial number, told to leave keyboard mode, and ready', async () => {
      trigger = await KernelFile.open('/dev/hidg0', LONG_REPORT, (report) =>
        heard.push(Buffer.from(report).toString('hex')),
      );
      station = await Watched.start('scanner-hid-pos', 'hid://0c2e:0b87?serial=SCAN-1');
      await station.state('ready');
      await eventually(() => heard.some((report) => report.startsWith('fe01')), `heard: ${heard.join(' ')}`);
    });

    check('a code in one report', async () => {
      const { trigger, station } = need();
      await trigger.write(part('6901234567892'));
      const { text, symbology } = await station.seen('barcode');
      equal([text, symbology], ['6901234567892', 'code128']);
    });

    check('a code longer than a report is one code', async () => {
      const { trigger, station } = need();
      station.forget();
      await trigger.write(part(FULL, true));
      await trigger.write(part('END'));
      equal((await station.seen('barcode')).text, `${FULL}END`);
      equal(station.events.filter(({ kind }) => kind === 'barcode').length, 1);
    });

    check('unplugged in the middle of a code: away, and no half code', async () => {
      const { gadget, trigger, station } = need();
      station.forget();
      await trigger.write(part(FULL, true));
      await gadget.unplug();
      await station.state('away');
      equal(station.events.filter(({ kind }) => kind === 'barcode').length, 0);
    });

    check('plugged in again: ready by itself, told its mode again, reads', async () => {
      const { gadget, trigger, station } = need();
      heard.length = 0;
      station.forget();
      await gadget.plug();
      await station.state('ready');
      await eventually(() => heard.some((report) => report.startsWith('fe01')), `heard: ${heard.join(' ')}`);
      await trigger.write(part('AFTER-1'));
      equal((await station.seen('barcode')).text, 'AFTER-1');
    });

    return async () => {
      await station?.stop();
      await gadget?.unplug();
      await trigger?.close();
    };
  });
