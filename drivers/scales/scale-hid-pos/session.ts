import type { Decoded } from '../../decoded.ts';
import type { LineSession } from '../../line-device.ts';
import { isHidTransport } from '../../transport/hid.ts';
import { ScaleSession, type ScaleTools } from '../scale-session.ts';
import type { ScaleSettings } from '../scale-settings.ts';
import { controlReport } from './commands.ts';
import { createHidScaleFramer } from './frame.ts';

/** A scale needs rest to find its zero. */
const ZERO_LIMIT_MS = 10_000;

export function createHidScaleSession(
  options: ConstructorParameters<typeof ScaleSession>[0],
  settings: ScaleSettings,
): LineSession {
  return new ScaleSession(
    options,
    { framer: createHidScaleFramer(), wholeReports: true, actions: { zero } },
    settings,
  );
}

const isZero = (line: Decoded): boolean =>
  line.kind === 'reading' &&
  !('error' in line) &&
  line.values.weight === 0 &&
  line.values.weightStable === true;

/**
 * Asks for zero and waits until the scale says so. Scales take report 2 as an output report or, where that stalls, as a feature
 * report.
 */
async function zero(tools: ScaleTools): Promise<unknown> {
  const report = controlReport({ zero: true });
  const { transport } = tools.line;
  const zeroed = tools.waitFor(isZero, ZERO_LIMIT_MS);
  // The wait is looked at below; a failed write must not leave it unhandled.
  zeroed.catch(() => {});
  if (isHidTransport(transport)) await transport.featureOut(report).catch(() => tools.write(report));
  else await tools.write(report);
  await zeroed;
  return { zero: true };
}
