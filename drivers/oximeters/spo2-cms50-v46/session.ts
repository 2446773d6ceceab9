import type { OximeterProtocol } from '../oximeter-session.ts';
import { commandPacket, KEEP_ALIVE_MS } from './commands.ts';
import { createCms50V46Source } from './frame.ts';

/** Stops what an earlier program left running, asks who it is, starts the live stream and keeps it alive. */
export const cms50V46Protocol: OximeterProtocol = {
  createSource: createCms50V46Source,
  silentAfterMs: 3000,
  greeting: [
    commandPacket('stopStored'),
    commandPacket('stopLive'),
    commandPacket('notifyConnected'),
    commandPacket('readModel'),
    commandPacket('readVendor'),
    commandPacket('startLive'),
  ],
  keepAlive: { everyMs: KEEP_ALIVE_MS - 1000, bytes: commandPacket('keepAlive') },
  memory: {
    start: commandPacket('startStored', [1, 1]),
    end: [commandPacket('stopStored'), commandPacket('startLive')],
    pauseMs: 2000,
  },
  told: ({ type, fields }, { line }) => {
    const { text } = fields;
    if ((type !== 'model' && type !== 'vendor') || typeof text !== 'string' || text === '') return;
    line.emit({ kind: 'identity', identity: { [type]: text } });
  },
};
