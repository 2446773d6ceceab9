import { DeviceError } from '../errors.ts';
import type { DriverModule, SimulatorSession } from '../manifest.ts';
import { playSimulator, wholeNumber } from '../simulator/simulator-stage.ts';

/**
 * A scale or stand that speaks in lines. Steps beside the common ones: `{"line":"ST,GS,   245.6 g","end":"\r\n","times":3}`; the
 * driver's README lists lines that its models send. `answers` maps a command of the host to the line that is sent back.
 */
export function attachLineScaleSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
  answers: Readonly<Record<string, string>> = {},
): SimulatorSession {
  let received = '';
  let last = '';
  return playSimulator(
    options,
    {
      step(step, stage) {
        const { line } = step;
        const end = step['end'] ?? '\r\n';
        if (line === undefined) return undefined;
        if (typeof line !== 'string' || typeof end !== 'string') {
          throw new DeviceError('input.invalid', 'line and end are texts');
        }
        const times = wholeNumber(step, 'times', 1);
        const frame = Uint8Array.from(Buffer.from(line + end, 'latin1'));
        return async () => {
          last = line + end;
          for (let count = 0; count < times; count += 1) await stage.send(frame, { did: 'line', line });
        };
      },
      received(bytes, stage) {
        received = (received + Buffer.from(bytes).toString('latin1')).slice(-64);
        for (let end = received.indexOf('\n'); end >= 0; end = received.indexOf('\n')) {
          const command = received.slice(0, end).trim();
          received = received.slice(end + 1);
          stage.report({ did: 'heard', command });
          // A question is answered with what lies on the pan.
          const answer =
            answers[command] === undefined
              ? undefined
              : answers[command] === ''
                ? last
                : `${answers[command]}\r\n`;
          if (answer !== undefined && answer !== '') {
            void stage.send(Buffer.from(answer, 'latin1'), { did: 'answer', command }).catch(() => {});
          }
        }
      },
    },
    { checkFromEnd: 3 },
  );
}
