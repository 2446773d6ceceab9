import type { Decoded, FrameDecoder } from '../../decoded.ts';
import { createFramer, type Framed, type Framer } from '../../framing/framer.ts';
import { describeCommand, describeDigits } from './messages.ts';
import { type MicrolifeMessage, recogniseReports } from './reports.ts';

/** Reports of both directions to checked messages. */
export function createMicrolifeFramer(): Framer<MicrolifeMessage> {
  return createFramer(recogniseReports);
}

/** Lines of `decode`: an answer is read with the command that went before it; the memory is one line a record. */
export function createMicrolifeDecoder(): FrameDecoder {
  const framer = createMicrolifeFramer();
  let asked: number | undefined;
  const toDecoded = (line: Framed<MicrolifeMessage>): Decoded[] => {
    const { offset, length } = line;
    switch (line.kind) {
      case 'discarded':
      case 'incomplete':
      case 'refused':
        return [line];
      case 'command':
        asked = line.code;
        return [{ ...describeCommand(line.code), offset, length }];
      case 'ack':
        return [{ kind: 'frame', type: 'ACK', fields: {}, offset, length }];
      case 'digits':
        return describeDigits(line, asked).map(({ content, from, to }) => ({
          ...content,
          offset: offset + from,
          length: to - from,
        }));
    }
  };
  return {
    push: (bytes) => framer.push(bytes).flatMap(toDecoded),
    end: () => framer.end().flatMap(toDecoded),
  };
}
