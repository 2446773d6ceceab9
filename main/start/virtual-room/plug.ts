import { listenTcp, type TcpListener } from '../../../drivers/transport/tcp.ts';
import type { Clock, Transport } from '../../../drivers/transport/transport.ts';

/** What a device is reached by, and that can be pulled out of the wall. */
export interface Plug {
  readonly url: string;
  /** Nobody listens any more and every connection is gone. */
  pull(): Promise<void>;
  /** The same address again. Harmless when it is in. */
  insert(): Promise<void>;
}

const host = '127.0.0.1';
/** Pause before a port that somebody took meanwhile is tried again. */
const retryMs = 500;

/** A plug that is in, on any free port of the loopback. */
export async function openTcpPlug(clock: Clock, accept: (transport: Transport) => void): Promise<Plug> {
  const listener = await listenTcp({ host, port: 0 }, accept);
  const port = Number(new URL(listener.url).port);
  return createPlug(clock, listener.url, listener, () => listenTcp({ host, port }, accept));
}

/**
 * One after the other, whatever is asked meanwhile: only the last wish counts.
 * @param open listens at `url` again
 */
export function createPlug(
  clock: Clock,
  url: string,
  first: Pick<TcpListener, 'close'>,
  open: () => Promise<Pick<TcpListener, 'close'>>,
): Plug {
  let listener: Pick<TcpListener, 'close'> | undefined = first;
  let wanted = true;
  let turn: Promise<void> = Promise.resolve();

  const settle = async (): Promise<void> => {
    if (!wanted) {
      const closing = listener;
      listener = undefined;
      await closing?.close();
      return;
    }
    if (listener !== undefined) return;
    try {
      listener = await open();
    } catch {
      clock.after(retryMs, () => void inTurn());
    }
  };
  const inTurn = (): Promise<void> => {
    turn = turn.then(settle);
    return turn;
  };
  const want = (state: boolean): Promise<void> => {
    wanted = state;
    return inTurn();
  };
  return { url, pull: () => want(false), insert: () => want(true) };
}
