import { describe, expect, it } from 'vitest';
import { createTcpTransport, listenTcp } from '../../transport/tcp.ts';
import { silentLog, systemClock } from '../../transport/transport.ts';
import { createZplPrinter } from './device.ts';
import { labelBytes } from './printer-bench.testing.ts';
import { createVirtualPrinter } from './virtual-printer.ts';

describe('over a real socket', () => {
  it('an RFID label is printed and its EPC comes back', async () => {
    const printer = createVirtualPrinter({ clock: systemClock, labelMs: 20 });
    const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, (transport) =>
      printer.attach(transport),
    );
    const port = Number(new URL(listener.url).port);
    const device = createZplPrinter({
      factory: () => createTcpTransport({ host: '127.0.0.1', port }),
      clock: systemClock,
      log: silentLog,
      settings: {},
    });
    try {
      const rfid = { jobId: 'tcp-1', epc: '300833B2DDD9014000000001' };
      const job = { jobId: rfid.jobId, bytes: labelBytes({ rfid }), rfid: { expectedEpc: rfid.epc } };
      expect(await device.request('print', job)).toEqual({ jobId: 'tcp-1', readBack: rfid.epc });
    } finally {
      await device.stop();
      printer.stop();
      await listener.close();
    }
  });
});
