import { type HidTransport, isHidTransport } from '../transport/hid.ts';
import type { Transport, TransportFactory } from '../transport/transport.ts';

/** Silicon Labs AN434: feature reports that enable and configure the UART; data reports whose id is their length. */
const ENABLE_UART = 0x41;
const CONFIGURE_UART = 0x50;
const MOST_DATA = 63;

/**
 * A serial line behind a CP2110 HID bridge looks like the line itself. Lines of other kinds pass through untouched, so
 * that a position may use either.
 */
export function throughCp2110(factory: TransportFactory, baudRate: number): TransportFactory {
  return () => {
    const transport = factory();
    return isHidTransport(transport) ? bridged(transport, baudRate) : transport;
  };
}

function bridged(transport: HidTransport, baudRate: number): Transport {
  return {
    url: transport.url,
    onBytes: (listener) =>
      transport.onBytes((report) => {
        const length = report[0] ?? 0;
        if (length >= 1 && length <= MOST_DATA && length < report.length)
          listener(report.subarray(1, 1 + length));
      }),
    onClose: (listener) => transport.onClose(listener),
    async open(signal) {
      await transport.open(signal);
      const baud = [baudRate >>> 24, (baudRate >> 16) & 0xff, (baudRate >> 8) & 0xff, baudRate & 0xff];
      // No parity, no flow control, eight data bits, short stop bit.
      await transport.featureOut(Uint8Array.of(CONFIGURE_UART, ...baud, 0, 0, 3, 0));
      await transport.featureOut(Uint8Array.of(ENABLE_UART, 1));
    },
    async write(bytes) {
      for (let at = 0; at < bytes.length; at += MOST_DATA) {
        const part = bytes.subarray(at, at + MOST_DATA);
        await transport.write(Uint8Array.of(part.length, ...part));
      }
    },
    close: () => transport.close(),
  };
}
