import { DeviceError } from '../errors.ts';
import type { Clock, Transport, TransportFactory } from '../transport/transport.ts';
import type { PrinterSession } from './printer-session.ts';
import type { Waiting } from './waiting.ts';

/** Connect timeout and back-off (`label-printers.md` section 6: one client at a time on most printers). */
const connectLimitMs = 3000;
const firstRetryMs = 500;

export interface PrinterConnection {
  readonly session: PrinterSession;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly factory: TransportFactory;
  readonly clock: Clock;
  readonly waiting: Waiting;
  /** Listens to the transport at once; called before it is opened. */
  readonly createSession: (transport: Transport, clock: Clock) => PrinterSession;
}

/** Opens a line, trying `attempts` times with growing pauses. Rejects with the last `transport.*` DeviceError. */
export async function connect(options: ConnectionOptions, attempts: number): Promise<PrinterConnection> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connectOnce(options);
    } catch (error) {
      const hopeless = !(error instanceof DeviceError) || error.code === 'device.away';
      if (hopeless || attempt >= attempts) throw error;
      await options.waiting.sleep(firstRetryMs * 2 ** (attempt - 1));
    }
  }
}

async function connectOnce({
  factory,
  clock,
  waiting,
  createSession,
}: ConnectionOptions): Promise<PrinterConnection> {
  const transport: Transport = factory();
  const session = createSession(transport, clock);
  const abort = new AbortController();
  const tooSlow = (): DeviceError =>
    new DeviceError('transport.open_failed', 'no connection in time', { retryable: true });
  const opening = transport.open(abort.signal);
  // An attempt that is given up may fail later; nobody waits for it then.
  opening.catch(() => {});
  try {
    await waiting.atMost(connectLimitMs, opening, tooSlow);
  } catch (error) {
    abort.abort();
    session.close();
    await transport.close();
    throw error;
  }
  return {
    session,
    async close() {
      session.close();
      await transport.close();
    },
  };
}
