import type { Decoded, DecodedContent, FrameDecoder } from '../../decoded.ts';
import { createFramer, type Framed, type Framer } from '../../framing/framer.ts';
import { describeAnswer, describeCommand, type Request } from './messages.ts';
import { type OmronMessage, recogniseReports } from './reports.ts';

/** Reports of both directions to checked messages. */
export function createOmronFramer(): Framer<OmronMessage> {
  return createFramer(recogniseReports, { maximumFrame: 128 });
}

/** Lines of `decode`: an answer is read with the request that went before it. */
export function createOmronHidDecoder(): FrameDecoder {
  const framer = createOmronFramer();
  let request: Request | undefined;
  const describe = (message: OmronMessage): DecodedContent => {
    switch (message.kind) {
      case 'command':
        request = message;
        return describeCommand(message);
      case 'ok':
        return describeAnswer(message.data, request, message.raw);
      case 'clear':
      case 'idle':
      case 'no':
      case 'off':
        return { kind: 'frame', type: message.kind.toUpperCase(), fields: {} };
    }
  };
  const toDecoded = (line: Framed<OmronMessage>): Decoded => {
    const { offset, length } = line;
    if (line.kind === 'discarded' || line.kind === 'incomplete' || line.kind === 'refused') return line;
    return { ...describe(line), offset, length };
  };
  return {
    push: (bytes) => framer.push(bytes).map(toDecoded),
    end: () => framer.end().map(toDecoded),
  };
}
