import { createVirtualPrinter, type PrintedLabel } from '../../../drivers/printers/printer-zpl/index.ts';
import type { Clock } from '../../../drivers/transport/transport.ts';
import { openTcpPlug } from './plug.ts';
import { createTagSupply } from './tag-supply.ts';
import { createVirtualDevice, type VirtualDevice } from './virtual-device.ts';

/** A label printer with a roll of blank tags of its own. */
export async function openPrinter(options: {
  readonly clock: Clock;
  /** Keeps the tags of this roll apart from all others. */
  readonly batch: number;
  readonly onLabel: (label: PrintedLabel) => void;
  readonly onFault: () => void;
}): Promise<VirtualDevice> {
  const { clock } = options;
  const printer = createVirtualPrinter({ clock, tags: createTagSupply(options.batch) });
  printer.onLabel(options.onLabel);
  const plug = await openTcpPlug(clock, (transport) => printer.attach(transport));
  return createVirtualDevice({
    clock,
    plug,
    misbehave: (fault) =>
      printer.misbehave({
        silent: fault === 'silent',
        garbage: fault === 'garbage',
        paperOut: fault === 'paper-out',
      }),
    // Formats it had not printed are gone.
    losePower: () => printer.stop(),
    onFault: options.onFault,
    stop: () => printer.stop(),
  });
}
