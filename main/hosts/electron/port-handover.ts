import type Electron from 'electron';
import type { HostLog } from '../session.ts';
import { connectChannel } from './channel.ts';
import { isStationUrl } from './origin.ts';

/** What a message from a renderer shows of its sender; the real event has more. */
export interface HandoverSender {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
  readonly ports: readonly unknown[];
}

export type HandoverRefusal =
  | 'no-frame'
  | 'sub-frame'
  | 'foreign-origin'
  | 'unknown-window'
  | 'already-connected'
  | 'not-one-port';

/**
 * Whether a renderer may have its line to the services (engineering notes 2.2 point 17): the frame is there (it is null
 * once it navigated away), it is a main frame of exactly our origin, in a window we made, for the first time since its
 * page was loaded, with exactly one port. Pure.
 */
export function refusalOfHandover(
  event: HandoverSender,
  windows: ReadonlySet<number>,
  connected: ReadonlySet<number>,
): HandoverRefusal | undefined {
  if (event.senderFrame === null) return 'no-frame';
  if (event.senderFrame.parent !== null) return 'sub-frame';
  if (!isStationUrl(event.senderFrame.url)) return 'foreign-origin';
  if (!windows.has(event.sender.id)) return 'unknown-window';
  if (connected.has(event.sender.id)) return 'already-connected';
  return event.ports.length === 1 ? undefined : 'not-one-port';
}

export interface PortHandover {
  /** From now on this window's main frame may connect, once a page load. */
  admit(contents: Electron.WebContents): void;
}

/** Hands the one port of each page load to `accept`; ports of anybody else are closed. */
export function createPortHandover(
  ipcMain: Pick<Electron.IpcMain, 'on'>,
  accept: (port: Electron.MessagePortMain) => void,
  log: HostLog,
): PortHandover {
  const windows = new Set<number>();
  const connected = new Set<number>();

  ipcMain.on(connectChannel, (event) => {
    const refusal = refusalOfHandover(event, windows, connected);
    const [port] = event.ports;
    if (refusal !== undefined || port === undefined) {
      for (const unwanted of event.ports) unwanted.close();
      log.warn({ refusal }, 'a renderer was refused its port');
      return;
    }
    connected.add(event.sender.id);
    accept(port);
  });

  return {
    admit(contents) {
      const { id } = contents;
      windows.add(id);
      // A new page in the same window starts over; its old port closed with the old page.
      contents.on('did-navigate', () => connected.delete(id));
      contents.on('destroyed', () => {
        windows.delete(id);
        connected.delete(id);
      });
    },
  };
}
