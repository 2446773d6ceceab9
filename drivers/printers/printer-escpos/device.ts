import { DeviceError } from '../../errors.ts';
import type { DriverModule, RunningDevice } from '../../manifest.ts';
import { createPrinter } from '../printer-device.ts';
import { openDrawer } from './commands.ts';
import { receiptBytes } from './receipt.ts';
import { readReceipt } from './receipt-input.ts';
import { createEscposSession } from './session.ts';
import { readReceiptSettings } from './settings.ts';

/**
 * A receipt printer. Beside `print` and `status` it knows `receipt` with `{ jobId, lines, cut?, drawer? }` (`ReceiptLine`) and
 * `drawer`, which is refused while the printer names a fault: an unseen drawer must not stand open.
 *
 * @throws DeviceError `input.invalid` when a setting cannot be used
 */
export function createEscposPrinter(options: Parameters<DriverModule['createDevice']>[0]): RunningDevice {
  const settings = readReceiptSettings(options.settings);
  const printer = createPrinter({
    ...options,
    language: 'escpos',
    createSession: createEscposSession,
    actions: {
      async drawer(session) {
        const { ready, faults } = await session.status();
        if (!ready) {
          throw new DeviceError('device.fault', 'the printer cannot open the drawer now', {
            retryable: true,
            detail: { code: faults[0] ?? 'printer.silent' },
          });
        }
        await session.send(openDrawer());
        return { opened: true };
      },
    },
  });
  return {
    onEvent: (listener) => printer.onEvent(listener),
    start: () => printer.start(),
    stop: () => printer.stop(),
    async request(action, input) {
      if (action !== 'receipt') return printer.request(action, input);
      const { jobId, lines, cut, drawer } = readReceipt(input);
      return printer.request('print', { jobId, bytes: receiptBytes(lines, { ...settings, cut, drawer }) });
    },
  };
}
