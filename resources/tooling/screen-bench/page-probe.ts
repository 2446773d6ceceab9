/** What was on the screen when (UTC ms). */
export interface Sight {
  readonly text: string;
  /** The message with it had come over the socket. */
  readonly arrived: number;
  /** After the frame in which the text stood was drawn. */
  readonly at: number;
}

export interface Probe {
  readonly sights: Sight[];
  /** The page's own line to the station, for an echo over the same socket. */
  socket: WebSocket | undefined;
  /** The last call the page made itself. */
  sent: string | undefined;
}

declare global {
  interface Window {
    benchProbe: Probe;
  }
}

/** Runs in the page before its own code. */
export function installProbe(): void {
  const probe: Probe = { sights: [], socket: undefined, sent: undefined };
  window.benchProbe = probe;
  const OwnSocket = window.WebSocket;
  window.WebSocket = class extends OwnSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      probe.socket = this;
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (typeof data === 'string') probe.sent = data;
      super.send(data);
    }
  };
}

/** Runs in the page: watches the first live value until the page is closed. */
export function watchValue(): void {
  const { sights, socket } = window.benchProbe;
  let arrived = 0;
  socket?.addEventListener('message', ({ data }) => {
    if (typeof data === 'string' && data.includes('device-live')) arrived = Date.now();
  });
  const drawn = new MessageChannel();
  let shown = '';
  const waiting: Omit<Sight, 'at'>[] = [];
  drawn.port1.onmessage = () => {
    const at = Date.now();
    for (const sight of waiting.splice(0)) sights.push({ ...sight, at });
  };
  new MutationObserver(() => {
    const text = document.querySelector('.live-values strong')?.textContent ?? '';
    if (text === shown) return;
    shown = text;
    const sight = { text, arrived };
    // A task that follows the frame's own work runs after the frame is drawn.
    requestAnimationFrame(() => {
      waiting.push(sight);
      drawn.port2.postMessage(null);
    });
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

/** Runs in the page: the smallest call there is, there and back over the page's own socket, in milliseconds. */
export function echo(count: number): Promise<number[]> {
  const { socket, sent } = window.benchProbe;
  if (socket === undefined || sent === undefined) return Promise.reject(new Error('the page has no socket'));
  const call = JSON.parse(sent) as { i: unknown; p: { u: string; b?: unknown } };
  const times: number[] = [];
  return new Promise((resolve) => {
    let from = 0;
    const ask = (): void => {
      from = performance.now();
      const i = `bench-${times.length}`;
      const u = call.p.u.replace(/\/[^/]+\/[^/]+$/, '/system/heartbeat');
      socket.send(JSON.stringify({ i, p: { u, b: { json: {} } } }));
    };
    const listen = ({ data }: MessageEvent): void => {
      if (typeof data !== 'string' || !data.includes(`"bench-${times.length}"`)) return;
      times.push(performance.now() - from);
      if (times.length < count) {
        setTimeout(ask, 5);
        return;
      }
      socket.removeEventListener('message', listen);
      resolve(times);
    };
    socket.addEventListener('message', listen);
    ask();
  });
}
