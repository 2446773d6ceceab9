/**
 * The process of the virtual room, forked by a station in the demo world (`--demo`). `STATION_VIRTUAL_SEED` is its seed, a
 * whole number, for tests that want the same walks each time; without it every run has others and other blank tags.
 * Says `ready` with its addresses after every start.
 */
import { systemClock } from '../../drivers/transport/transport.ts';
import { connectToParent, exitOnUncaught } from '../hosts/service-child.ts';
import type { ToVirtualRoom } from './virtual-room/messages.ts';
import { createVirtualRoom } from './virtual-room/room.ts';

const parent = connectToParent();
exitOnUncaught((error) => process.stderr.write(`virtual room: ${String(error)}\n`));

const given = process.env['STATION_VIRTUAL_SEED'];
const seed = given !== undefined && /^\d{1,10}$/.test(given) ? Number(given) : Date.now() % 0x1_0000_0000;
const room = createVirtualRoom({ clock: systemClock, report: (message) => parent.send(message), seed });
const leave = (): void => void room.stop().then(() => process.exit(0));
parent.onEnd(leave);

const addresses = await room.start();
parent.onMessage((message) => {
  // Only our own station can send here; the contract between the two is this type.
  const order = message as ToVirtualRoom;
  if (order.kind === 'stop') leave();
  else room.handle(order);
});
parent.send({ kind: 'ready', addresses });
