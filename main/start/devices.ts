import { connectToParent, exitOnUncaught } from '../hosts/service-child.ts';
import type { FromDevices, ToDevices } from '../devices/messages.ts';
import { createDevicesProcess } from '../devices/process.ts';

// Structured lines on standard output; the supervisor hands them to the station's log.
function line(level: 'debug' | 'info' | 'warn', device: string) {
  return (message: string, detail: Record<string, unknown> = {}): void => {
    if (level !== 'debug') process.stdout.write(`${JSON.stringify({ level, device, message, ...detail })}\n`);
  };
}

const parent = connectToParent();
exitOnUncaught((error) =>
  process.stderr.write(`devices process: ${error instanceof Error ? error.stack : String(error)}\n`),
);
const devices = createDevicesProcess({
  send: (message: FromDevices) => parent.send(message),
  log: (device) => ({ debug: line('debug', device), info: line('info', device), warn: line('warn', device) }),
});
parent.onMessage((message) => void devices.receive(message as ToDevices));
parent.onEnd(() => void devices.stop().then(() => process.exit(0)));
parent.send({ kind: 'hello' } satisfies FromDevices);
