/**
 * Plays a gate trace through the virtual LLRP reader in real time: `node resources/tooling/portal-lab/play.ts TRACE [port]`.
 * A station whose portal reader is set to `tcp://127.0.0.1:PORT` decides on it as on a real door.
 */
import { readFileSync } from 'node:fs';
import { attachSimulator } from '../../../drivers/rfid/llrp/simulator-script.ts';
import { listenTcp } from '../../../drivers/transport/tcp.ts';
import { systemClock } from '../../../drivers/transport/transport.ts';
import { parseTraceLine } from '../../../main/evidence/gate/trace.ts';
import type { GateEvent } from '../../../main/evidence/gate/types.ts';

/** One step of a simulator script (drivers/rfid/llrp/simulator-script.ts); `after` in ms since the step before. */
export type ScriptStep = Readonly<Record<string, unknown>>;

/** Reads are handed over in slots of this length, each at its own time within the slot. */
const slotMs = 100;

/**
 * The simulator's script of a trace: its reads, and its light barriers as inputs of the reader. Cards, badges and
 * books are no business of the reader and are left out. Late reports come when they arrive, with the reader's time of
 * arrival: a simulator has no older reports to give.
 * @throws RangeError at a line that is no trace line
 */
export function simulatorScript(lines: Iterable<string>): ScriptStep[] {
  const steps: ScriptStep[] = [{ do: 'waitForRoSpec' }];
  let last = 0;
  let slot: { readonly number: number; readonly at: number; readonly reads: object[] } | null = null;
  const flush = (): void => {
    if (slot === null) return;
    steps.push({ do: 'reads', after: Math.max(0, slot.at - last), reads: slot.reads });
    last = Math.max(last, slot.at);
    slot = null;
  };
  for (const event of eventsIn(lines)) {
    if (event.kind === 'read') {
      const number = Math.floor(event.t / slotMs);
      if (slot !== null && slot.number !== number) flush();
      slot ??= { number, at: Math.max(last, number * slotMs), reads: [] };
      const { epc, antenna = 1, rssi = -70, count = 1 } = event;
      slot.reads.push({ epc, antenna, rssi: Math.round(rssi), count, at: Math.max(0, event.t - slot.at) });
    } else if (event.kind === 'beam') {
      flush();
      steps.push({ do: 'input', after: Math.max(0, event.t - last), port: event.id, active: event.broken });
      last = Math.max(last, event.t);
    }
  }
  flush();
  return steps;
}

function eventsIn(lines: Iterable<string>): GateEvent[] {
  const events: GateEvent[] = [];
  let header = true;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const parsed = parseTraceLine(line, header);
    if (parsed.kind === 'refused') throw new RangeError(`${parsed.code}: ${parsed.message}`);
    if (parsed.kind === 'header') header = false;
    else events.push(parsed.event);
  }
  return events;
}

if (import.meta.main) {
  const [file, port] = process.argv.slice(2);
  if (file === undefined) {
    process.stderr.write('usage: play.ts TRACE [port]\n');
    process.exitCode = 2;
  } else {
    const script = simulatorScript(readFileSync(file, 'utf8').split('\n'));
    const listener = await listenTcp({ host: '127.0.0.1', port: Number(port ?? 5084) }, (transport) => {
      attachSimulator({
        transport,
        clock: systemClock,
        script,
        report: (what) => process.stdout.write(`${JSON.stringify(what)}\n`),
      });
    });
    process.stdout.write(`${JSON.stringify({ listening: listener.url, steps: script.length })}\n`);
  }
}
