import type { AgentProfile } from './agent-profiles.ts';
import type { Attribute } from './apdu.ts';
import { MderWriter } from './mder.ts';
import { ATTRIBUTE } from './nomenclature.ts';
import { encodeAbsoluteTime } from './times.ts';

/** Real-time clock, may be set. */
const CLOCK = 0xc000;
const WANTS_CLOCK = 0x0010;
const NO_TIME_SYNC = 0x1f00;
/** Kind 1 of a production specification. */
const SERIAL_NUMBER = 1;

/** What a simulated device answers when it is asked for its own attributes. */
export function systemAttributes(
  profile: AgentProfile,
  systemId: string,
  now: string,
  wantsClock: boolean,
): Attribute[] {
  const attribute = (id: number, writer: MderWriter): Attribute => ({ id, value: writer.bytes() });
  return [
    attribute(
      ATTRIBUTE.systemTypeList,
      new MderWriter().list([profile.specialization], (writer, type) => writer.u16(type).u16(1)),
    ),
    attribute(
      ATTRIBUTE.model,
      new MderWriter().octetString(even('VIRTUAL')).octetString(even(profile.model)),
    ),
    attribute(
      ATTRIBUTE.systemId,
      new MderWriter().octetString(Uint8Array.from(Buffer.from(systemId, 'hex'))),
    ),
    attribute(ATTRIBUTE.configurationId, new MderWriter().u16(profile.configurationId)),
    attribute(
      ATTRIBUTE.productionSpecification,
      new MderWriter().list(['SIM00001'], (writer, serial) =>
        writer.u16(SERIAL_NUMBER).u16(0).octetString(even(serial)),
      ),
    ),
    attribute(
      ATTRIBUTE.timeInformation,
      new MderWriter()
        .u16(CLOCK | (wantsClock ? WANTS_CLOCK : 0))
        .u16(NO_TIME_SYNC)
        .u32(0)
        .u16(0)
        .u16(0)
        .u32(0),
    ),
    { id: ATTRIBUTE.absoluteTime, value: encodeAbsoluteTime(now) },
  ];
}

/** Texts have an even length. */
function even(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.padEnd(text.length + (text.length % 2)), 'latin1'));
}
