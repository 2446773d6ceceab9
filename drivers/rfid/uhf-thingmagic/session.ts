import { DeviceError } from '../../errors.ts';
import { u16, u32 } from '../serial-uhf/bytes.ts';
import { accessFailure } from '../serial-uhf/desk.ts';
import { TAG_ERRORS, type TagFailure } from '../serial-uhf/fields.ts';
import type { ModuleLink } from '../../framing/command-link.ts';
import type { SeenTag, UhfProtocol } from '../serial-uhf/protocol.ts';
import { UHF_REASON } from '../serial-uhf/reasons.ts';
import { NO_TAGS, statusMeaning, THINGMAGIC, THINGMAGIC_REGIONS } from './codes.ts';
import * as commands from './commands.ts';
import { describeThingmagic } from './describe.ts';
import { createThingmagicFramer, type ThingmagicFrame } from './frame.ts';

type Link = ModuleLink<ThingmagicFrame>;

/** Stopping a stream takes one to two seconds (uhf-serial.md section 4). */
const STOP_LIMIT_MS = 2500;
/** A module that does not stream says at once that there is nothing to stop, or nothing at all. */
const ACCESS_LIMIT_MS = 2000;
/** Alive frames come once a second. */
const STREAM_SILENCE_MS = 3500;
const TOO_HOT = 0x0504;
const HIGH_RETURN_LOSS = 0x0505;

/** What a ThingMagic M6e/M7e module is asked and how its answers are understood. */
export const thingmagicProtocol: UhfProtocol<ThingmagicFrame> = {
  createFramer: createThingmagicFramer,

  async stop(link) {
    await link
      .ask(commands.stopStream(), isAnswer(THINGMAGIC.multiProtocolOperation), STOP_LIMIT_MS)
      .catch((error: unknown) => {
        if (!(error instanceof DeviceError && error.code === 'device.timeout')) throw error;
      });
  },

  async identify(link) {
    const { data } = await ask(link, commands.version(), THINGMAGIC.version);
    const part = (at: number): string =>
      Array.from(data.subarray(at, at + 4), (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(
        '.',
      );
    return { model: `ThingMagic ${part(4)}`, hardware: part(4), firmware: part(12), bootloader: part(0) };
  },

  async configure(link, settings) {
    await ask(link, commands.setGen2(), THINGMAGIC.setProtocol);
    const region = settings.region === undefined ? undefined : commands.setRegion(settings.region);
    if (region !== undefined) await ask(link, region, THINGMAGIC.setRegion);
    await ask(link, commands.setAntennas(settings.antennas), THINGMAGIC.setAntenna);
    if (settings.powerDbm !== undefined) {
      await ask(link, commands.setReadPower(settings.powerDbm), THINGMAGIC.setReadPower);
      await ask(link, commands.setWritePower(settings.powerDbm), THINGMAGIC.setWritePower);
    }
    await ask(link, commands.readFilterOff(), THINGMAGIC.setOptional);
    const power = await ask(link, commands.getReadPower(), THINGMAGIC.getReadPower);
    const regionNow = await ask(link, commands.getRegion(), THINGMAGIC.getRegion);
    return {
      powerDbm: u16(power.data, power.data.length - 2) / 100,
      region: THINGMAGIC_REGIONS.get(regionNow.data[0] ?? 0),
    };
  },

  async inventory(link, onTag) {
    await ask(link, commands.clearBuffer(), THINGMAGIC.clearTagBuffer);
    const found = await link.ask(commands.search(), isAnswer(THINGMAGIC.readMultiple), ACCESS_LIMIT_MS);
    if (found.status === NO_TAGS) return;
    requireDone(found, UHF_REASON.readFailed);
    const count = found.data.length >= 4 ? u32(found.data, found.data.length - 4) : (found.data.at(-1) ?? 0);
    for (let fetched = 0; fetched < count; ) {
      const frame = await ask(link, commands.getBuffer(), THINGMAGIC.getTagBuffer);
      const tags = tagsOf(frame);
      if (tags.length === 0) return;
      for (const tag of tags) onTag(tag);
      fetched += tags.length;
    }
  },

  async read(link, target, place, words) {
    const frame = await link.ask(
      commands.readMemory(target.epc, place, words),
      isAnswer(THINGMAGIC.readTagData),
      ACCESS_LIMIT_MS,
    );
    requireDone(frame, UHF_REASON.readFailed);
    // Option byte and empty metadata stand before the words.
    return frame.data.slice(3);
  },

  async write(link, _target, place, data) {
    const frame = await link.ask(
      commands.writeMemory(place, data),
      isAnswer(THINGMAGIC.writeTagData),
      ACCESS_LIMIT_MS,
    );
    requireDone(frame, UHF_REASON.writeRefused);
  },

  stream: {
    silenceMs: STREAM_SILENCE_MS,
    async start(link) {
      await ask(link, commands.startStream(), THINGMAGIC.multiProtocolOperation);
    },
    take(frame) {
      if (frame.operation !== THINGMAGIC.readMultiple) return undefined;
      if (frame.status === TOO_HOT) return { warning: UHF_REASON.tooHot };
      if (frame.status === HIGH_RETURN_LOSS) return { warning: UHF_REASON.antennaMissing };
      return tagsOf(frame)[0] ?? 'alive';
    },
  },
};

const isAnswer =
  (operation: number) =>
  (frame: ThingmagicFrame): boolean =>
    frame.operation === operation && frame.status !== undefined;

async function ask(link: Link, command: Uint8Array, operation: number): Promise<ThingmagicFrame> {
  const frame = await link.ask(command, isAnswer(operation));
  requireDone(frame, UHF_REASON.settingRefused);
  return frame;
}

/** @throws DeviceError `device.fault` unless the status is 0000 */
function requireDone({ status = 0 }: ThingmagicFrame, reason: string): void {
  if (status === 0) return;
  throw accessFailure(reason, failureOf(status), statusMeaning(status));
}

function failureOf(status: number): TagFailure {
  // 0420–042F: the tag's own error.
  if (status >= 0x0420 && status <= 0x042f) return TAG_ERRORS[status & 0xf]?.name ?? 'tagError';
  if (status === NO_TAGS || status === 0x0404 || status === 0x0406) return 'noAnswer';
  if (status === 0x0409) return 'overrun';
  return status === 0x040c ? 'password' : 'readerError';
}

function tagsOf(frame: ThingmagicFrame): SeenTag[] {
  const line = describeThingmagic(frame);
  if (line.kind !== 'tags') return [];
  return line.tags.map((tag) => ({
    epc: tag.epc,
    epcBits: tag.epcBits,
    ...(tag.pc === undefined ? {} : { pc: tag.pc }),
    ...(tag.antennaId === undefined ? {} : { antenna: tag.antennaId }),
    ...(tag.peakRssi === undefined ? {} : { rssi: tag.peakRssi }),
    count: tag.seenCount ?? 1,
  }));
}
