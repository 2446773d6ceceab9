/**
 * Runs in the isolated world of each page and does one thing: it takes the one message port the page offers to its own
 * window, and passes it to the main process. Nothing is put into the page's world: no function, no object, no Node.
 *
 * The page does:
 *   const { port1, port2 } = new MessageChannel();
 *   window.postMessage('station:connect', window.location.origin, [port2]);
 */
import { ipcRenderer } from 'electron';
import { connectChannel } from './channel.ts';

function receive(event: MessageEvent<unknown>): void {
  const [port] = event.ports;
  const fromThisPage = event.source === window && event.origin === window.location.origin;
  if (!fromThisPage || event.data !== connectChannel || port === undefined || event.ports.length !== 1)
    return;
  // Once a page load: whatever comes into the page later gets no line of its own.
  window.removeEventListener('message', receive);
  event.stopImmediatePropagation();
  ipcRenderer.postMessage(connectChannel, null, [port]);
}

window.addEventListener('message', receive);
