import type { WebSocket } from 'ws';

const PING_MILLISECONDS = 15_000;

/**
 * Pings an idle socket and cuts one that missed a whole round, so that the streams of a renderer that hangs or vanished
 * without a close end and give back what they hold.
 */
export function keepAlive(socket: Pick<WebSocket, 'ping' | 'terminate' | 'on'>): void {
  let answered = true;
  const timer = setInterval(() => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, PING_MILLISECONDS);
  timer.unref();
  socket.on('pong', () => {
    answered = true;
  });
  socket.on('close', () => clearInterval(timer));
}
