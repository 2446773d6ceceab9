import type { SimulatorSession } from '../../manifest.ts';
import type { SimulatorOptions } from '../../simulator/simulator-stage.ts';
import { playPushSimulator } from '../push-simulator.ts';
import type { SimulatedPressure } from '../simulated-result.ts';
import { encodeHeader } from '../../measurement/a-and-d-packet.ts';

/**
 * A Bluetooth model: header and ten digits. The digits have no check: `wrongChecksum` turns the status 80 into 90, an
 * error of the meter.
 */
export function attachUa767Simulator(options: SimulatorOptions): SimulatorSession {
  return playPushSimulator(options, {
    form: { checkFromEnd: 10 },
    encode(pressure, now) {
      const header = encodeHeader({ dataLength: 10, deviceType: 767, at: now, serial: '5091100966' });
      return Uint8Array.from([...header, ...Buffer.from(digits(pressure), 'latin1')]);
    },
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
