import type { Decoded, DecodedContent, FrameDecoder } from '../../decoded.ts';
import { createFramer, type Framed, type Framer, type Recognise } from '../../framing/framer.ts';
import { describePacket, LIVE, storedReadings } from './packets.ts';
import { COMMAND_TYPE } from './commands.ts';

/** Type, high bits and seven data bytes. */
export const LONGEST_PACKET = 9;
export const STORED = 0x0f;
/**
 * Lengths of the packets whose length is known (live, command, stored, answers seen in public captures); all others end
 * where the next packet begins, after nine bytes or by silence.
 */
const LENGTHS: readonly (number | undefined)[] = lengthsOf([
  [LIVE, 9],
  [0x02, 9],
  [0x03, 9],
  [0x04, 9],
  [0x06, 4],
  [0x09, 6],
  [0x0c, 2],
  [0x0d, 3],
  [0x0e, 3],
  [STORED, 8],
  [0x11, 9],
  [0x13, 9],
  [COMMAND_TYPE, 9],
]);

function lengthsOf(pairs: readonly (readonly [type: number, length: number])[]): (number | undefined)[] {
  const lengths: (number | undefined)[] = Array.from({ length: 128 });
  for (const [type, length] of pairs) lengths[type] = length;
  return lengths;
}

/** A packet of stored data holds up to three readings; every other packet already is one line. */
export type Packet = DecodedContent | { readonly kind: 'stored'; readonly bytes: Uint8Array };

/** The decoder of `station-tool decode spo2-cms50-v46`. */
export function createCms50V46Decoder(): FrameDecoder {
  return createCms50V46Source();
}

/** The same for a session, which also decides by silence. */
export function createCms50V46Source(): FrameDecoder & { idle(): Decoded[] } {
  const framer = createPacketFramer();
  return {
    push: (bytes) => linesOf(framer.push(bytes)),
    end: () => linesOf(framer.end()),
    idle: () => linesOf(framer.idle()),
  };
}

function createPacketFramer(): Framer<Packet> {
  return createFramer<Packet>(recognise, { maximumFrame: LONGEST_PACKET });
}

const recognise: Recognise<Packet> = (view, start, ended) => {
  const type = view[start] ?? 0xff;
  const isKnownType = type === COMMAND_TYPE || (type >= LIVE && type <= 0x1f);
  if (!isKnownType) return { verdict: 'reject' };
  const known = LENGTHS[type];
  const limit = known ?? LONGEST_PACKET;
  let length = 1;
  while (length < limit && ((view[start + length] ?? 0) & 0x80) !== 0) length += 1;
  if (length < limit && view[start + length] === undefined && !(ended && known === undefined && length > 2)) {
    return { verdict: 'need', bytes: length + 1 };
  }
  if (known !== undefined && length < known) {
    return length > 2 ? { verdict: 'refused', length, reason: 'length' } : { verdict: 'reject' };
  }
  if (length < 3 && known === undefined) return { verdict: 'reject' };
  const bytes = view.subarray(start, start + length);
  if (type === STORED) return { verdict: 'frame', length, content: { kind: 'stored', bytes: bytes.slice() } };
  const content = describePacket(bytes);
  return content.kind === 'refused'
    ? { verdict: 'refused', length, reason: content.reason }
    : { verdict: 'frame', length, content };
};

function linesOf(packets: readonly Framed<Packet>[]): Decoded[] {
  const lines: Decoded[] = [];
  for (const packet of packets) {
    if (packet.kind === 'stored') lines.push(...storedLines(packet.bytes, packet.offset, packet.length));
    else lines.push(packet);
  }
  return lines;
}

function storedLines(bytes: Uint8Array, offset: number, length: number): Decoded[] {
  const contents = storedReadings(bytes);
  if (contents.some((content) => content.kind === 'refused'))
    return [{ kind: 'refused', reason: 'range', offset, length }];
  // The first reading is given the two leading bytes.
  return contents.map((content, index) => ({
    ...content,
    offset: index === 0 ? offset : offset + 2 + index * 2,
    length: index === 0 ? 4 : 2,
  }));
}
