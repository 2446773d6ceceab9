import type { SimulatorSession } from '../../manifest.ts';
import type { SimulatorOptions } from '../../simulator/simulator-stage.ts';
import { playPushSimulator } from '../push-simulator.ts';
import type { SimulatedPressure } from '../simulated-result.ts';
import { HEADER_LENGTH } from './packet.ts';

/**
 * A Bluetooth model: header and ten digits. The digits have no check: `wrongChecksum` turns the status 80 into 90, an
 * error of the meter.
 */
export function attachUa767Simulator(options: SimulatorOptions): SimulatorSession {
  return playPushSimulator(options, {
    form: { checkFromEnd: 10 },
    encode: (pressure, now) => Uint8Array.from([...header(now), ...Buffer.from(digits(pressure), 'latin1')]),
    heard(bytes) {
      const text = Buffer.from(bytes).toString('latin1');
      return text.startsWith('PWA') ? { did: 'confirmed', by: text } : undefined;
    },
  });
}

function digits(pressure: SimulatedPressure): string {
  const good = pressure.error === undefined;
  const { systolic, diastolic, pulse, map } = pressure;
  const numbers = good ? [0x80, systolic - diastolic, diastolic, pulse, map] : [0x81, 0, 0, 0, 0];
  return numbers.map((value) => (value & 0xff).toString(16).toUpperCase().padStart(2, '0')).join('');
}

function header(now: string): Uint8Array {
  const bytes = new Uint8Array(HEADER_LENGTH);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 2, true);
  view.setUint32(2, 10, true);
  view.setUint16(6, 767, true);
  const [year = 0, ...rest] = now.split(/[-T:]/).map(Number);
  for (const at of [9, 16]) {
    view.setUint16(at, year, true);
    bytes.set(rest, at + 2);
  }
  bytes.set(Buffer.from('5091100966', 'latin1'), 35);
  bytes.set([0x6e, 0, 0x11], 57);
  return bytes;
}
