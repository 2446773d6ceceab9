import { DeviceError } from '../../errors.ts';
import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { playSimulator } from '../../simulator/simulator-stage.ts';
import { isAimIdentifier } from '../scan-text.ts';
import { DATA_BYTES, dataReport, LONG_REPORT, SHORT_REPORT } from './commands.ts';

/**
 * A scanner on a person's finger. Steps beside the common ones: `{"scan":"H-0042","aim":"]C0","layout":"hid"|"honeywell"|
 * "serial"}`; texts longer than a report go out in several.
 */
export function attachScannerSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return playSimulator(options, {
    step(step, stage) {
      const { scan, aim = ']C0', layout = 'hid' } = step;
      if (scan === undefined) return undefined;
      if (typeof scan !== 'string' || typeof aim !== 'string' || !isAimIdentifier(aim)) {
        throw new DeviceError('input.invalid', 'scan is a text and aim an AIM identifier');
      }
      const parts = partsOf(scan, aim, layout);
      return async () => {
        for (const part of parts) await stage.send(part, { did: 'scan', scan });
      };
    },
  });
}

function partsOf(scan: string, aim: string, layout: unknown): Uint8Array[] {
  if (layout === 'serial') return [Uint8Array.from(Buffer.from(`${aim}${scan}\r\n`, 'latin1'))];
  if (layout !== 'hid' && layout !== 'honeywell') {
    throw new DeviceError('input.invalid', 'layout is hid, honeywell or serial');
  }
  const length = layout === 'hid' ? SHORT_REPORT : LONG_REPORT;
  const data = Uint8Array.from(Buffer.from(scan, 'utf8'));
  const parts: Uint8Array[] = [];
  for (let at = 0; at < Math.max(1, data.length); at += DATA_BYTES) {
    const part = data.subarray(at, at + DATA_BYTES);
    parts.push(dataReport({ aim, data: part, more: at + DATA_BYTES < data.length, length }));
  }
  return parts;
}
