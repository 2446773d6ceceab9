import { DeviceError } from '../../errors.ts';
import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { finiteNumber, playSimulator, wholeNumber } from '../../simulator/simulator-stage.ts';
import { CONTROL_REPORT, DATA_REPORT, statuses, units } from './commands.ts';

/**
 * A scale on the table. Steps beside the common ones: `{"weight":65.5,"unit":"kg","exponent":-2,"status":"stable","times":3}`;
 * `status` is one of `stable inMotion stableAtZero underZero overLimit needsZero needsCalibration fault`. A host that asks
 * for zero gets a report of zero.
 */
export function attachHidScaleSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return playSimulator(options, {
    step(step, stage) {
      if (step['weight'] === undefined && step['status'] === undefined) return undefined;
      const report = reportOf(step);
      const times = wholeNumber(step, 'times', 1);
      return async () => {
        for (let count = 0; count < times; count += 1) await stage.send(report, { did: 'weight', ...step });
      };
    },
    received(bytes, stage) {
      if (bytes[0] !== CONTROL_REPORT || ((bytes[1] ?? 0) & 2) === 0) return;
      stage.report({ did: 'zero' });
      void stage.send(reportOf({ status: 'stableAtZero' }), { did: 'weight', weight: 0 }).catch(() => {});
    },
  });
}

function reportOf(step: Readonly<Record<string, unknown>>): Uint8Array {
  const name = step['status'] ?? 'stable';
  const status = Object.entries(statuses).find(([, known]) => known.name === name)?.[0];
  const unit = Object.entries(units).find(([, known]) => known === (step['unit'] ?? 'kg'))?.[0];
  if (status === undefined || unit === undefined)
    throw new DeviceError('input.invalid', 'unknown status or unit');
  const exponent = finiteNumber(step, 'exponent', -2);
  const digits = Math.round(finiteNumber(step, 'weight', 0) / 10 ** exponent);
  if (digits < 0 || digits > 0xffff) throw new DeviceError('input.invalid', 'weight does not fit the report');
  return Uint8Array.of(
    DATA_REPORT,
    Number(status),
    Number(unit),
    exponent & 0xff,
    digits & 0xff,
    digits >> 8,
  );
}
