import type { DecodedContent } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { CommandLink } from '../../framing/command-link.ts';
import type { Framed } from '../../framing/framer.ts';
import { KeyedQueue } from '../../framing/keyed-queue.ts';
import type { LineSession } from '../../line-device.ts';
import { type CompositionSessionOptions, createCompositionSession } from '../composition-session.ts';
import { commandLine, enteringCommands, PAUSE_MS, PC_MODE, READ_BACK, readPerson } from './commands.ts';
import { createTanitaFramer } from './frame.ts';

type Line = Framed<DecodedContent>;

/**
 * Listens, and enters a person's data on the models with PC mode. Action beside `start` and `stop`: `enterPerson` with
 * `{"sex","heightCm","age","athlete","clothesKg","number"}`; it answers with what the scale says to have understood. A
 * refusal is `device.refused` with the scale's own words in `detail.code`.
 */
export function createTanitaSession(options: CompositionSessionOptions): LineSession {
  const { line: wire, clock, course, log } = options;
  const queue = new KeyedQueue<'scale'>();
  let hearLine = (_line: Line): void => {};
  const link = new CommandLink<Line>({
    clock,
    write: (bytes) => wire.write(bytes),
    onFree: (line) => hearLine(line),
  });

  const askIn = async (command: string): Promise<Line> => {
    const answer = await link.ask(commandLine(command), isAnswer);
    await link.pause(PAUSE_MS);
    return answer;
  };

  const enterPerson = async (input: unknown): Promise<unknown> => {
    const person = readPerson(input);
    // The manual forbids any command while the scale measures.
    if (course.phase === 'measuring') throw refused('measuring');
    // Models without PC mode stay silent here; whether it is acknowledged is told by what follows.
    await askIn(PC_MODE).catch((error: unknown) => {
      if (!(error instanceof DeviceError) || error.code !== 'device.timeout') throw error;
      log.debug('no answer to the PC mode');
    });
    for (const command of enteringCommands(person)) {
      const code = command.slice(0, 2);
      const answer = await askIn(command);
      if (!isAcknowledged(answer, code)) throw refused(wordsOf(answer, code));
    }
    const back = await askIn(READ_BACK);
    if (back.kind !== 'frame' || back.fields['entered'] === undefined)
      throw refused(wordsOf(back, READ_BACK));
    return { entered: back.fields['entered'] };
  };

  return createCompositionSession(options, {
    framer: createTanitaFramer(),
    take(line, hear) {
      hearLine = hear;
      link.deliver(line);
    },
    request: (action, input) =>
      action === 'enterPerson' ? queue.run('scale', () => enterPerson(input)) : undefined,
    end(cause) {
      queue.rejectQueued(cause);
      link.end(cause);
    },
  });
}

/** Echo, refusal or error status; a measured line that comes in between is no answer. */
function isAnswer(line: Line): boolean {
  return (line.kind === 'frame' && line.type === 'remote') || (line.kind === 'reading' && 'error' in line);
}

function isAcknowledged(line: Line, code: string): boolean {
  return line.kind === 'frame' && line.fields['command'] === code && line.fields['refused'] !== true;
}

/** The scale's own words for a refusal: `E5`, `D3!`, `!`. */
function wordsOf(line: Line, command: string): string {
  if (line.kind === 'reading' && 'error' in line) return line.error.code;
  return line.kind === 'frame' && line.fields['command'] === undefined ? '!' : `${command}!`;
}

function refused(code: string): DeviceError {
  return new DeviceError('device.refused', 'the scale does not take the data of the person', {
    retryable: true,
    detail: { code },
  });
}
