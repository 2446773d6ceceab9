import { DeviceError } from '../../errors.ts';
import { hexOf } from '../serial-uhf/bytes.ts';
import { accessFailure } from '../serial-uhf/desk.ts';
import type { TagFailure } from '../serial-uhf/fields.ts';
import type { ModuleLink, Taken } from '../../framing/command-link.ts';
import type { SeenTag, UhfProtocol } from '../serial-uhf/protocol.ts';
import { UHF_REASON } from '../serial-uhf/reasons.ts';
import { R2000, R2000_REGIONS, SUCCESS } from './codes.ts';
import * as commands from './commands.ts';
import { meaningOf } from './describe.ts';
import { createR2000Framer, type R2000Frame } from './frame.ts';
import { inventoryTag, storedTag } from './tags.ts';

type Link = ModuleLink<R2000Frame>;

/** A round with many tags takes longer than any other answer. */
const ROUND_LIMIT_MS = 1500;
const ANTENNA_MISSING = 0x22;
const NO_TAG = 0x36;
const PARAMETER_REFUSED = 0x41;
const ROUND_END_BYTES = 7;

/** What a board with the A0 protocol is asked and how its answers are understood. */
export function createR2000Protocol(): UhfProtocol<R2000Frame> {
  let antennas: readonly number[] = [1];
  return {
    createFramer: createR2000Framer,

    /** The board has no stop: a round ends by itself, and the flush after this waits for it. */
    stop: () => Promise.resolve(),

    async identify(link) {
      const { data } = await ask(link, commands.firmware(), R2000.firmware);
      return { model: 'R2000', firmware: `${data[0] ?? 0}.${data[1] ?? 0}` };
    },

    async configure(link, settings) {
      antennas = settings.antennas;
      const region = settings.region === undefined ? undefined : commands.setRegion(settings.region);
      if (region !== undefined) await change(link, region, R2000.setRegion);
      if (settings.powerDbm !== undefined) {
        await change(link, commands.setPower(Math.round(settings.powerDbm)), R2000.setPower);
      }
      await change(link, commands.clearMatch(), R2000.setMatch);
      const power = await ask(link, commands.getPower(), R2000.getPower);
      const regionNow = await ask(link, commands.getRegion(), R2000.getRegion);
      return { powerDbm: power.data[0], region: R2000_REGIONS.get(regionNow.data[0] ?? 0) };
    },

    /** The board works one antenna at a time: the host goes round (uhf-serial.md section 2). */
    async inventory(link, onTag) {
      for (const antenna of antennas) {
        await change(link, commands.setAntenna(antenna), R2000.setAntenna);
        await inventoryRound(link, onTag);
      }
    },

    async read(link, target, place, words) {
      await change(link, commands.setMatch(target.epc), R2000.setMatch);
      try {
        const tried = await access(link, commands.readMemory(place, words, true), R2000.read);
        const { data } =
          tried.data.length === 1 && tried.data[0] === PARAMETER_REFUSED
            ? await access(link, commands.readMemory(place, words, false), R2000.read)
            : tried;
        const tag = storedTag(data, 'read');
        if (tag === undefined) throw failure(UHF_REASON.readFailed, data[0] ?? 0);
        return Uint8Array.from(Buffer.from(tag.data, 'hex'));
      } finally {
        await change(link, commands.clearMatch(), R2000.setMatch).catch(() => {});
      }
    },

    async write(link, target, place, words) {
      await change(link, commands.setMatch(target.epc), R2000.setMatch);
      try {
        const { data } = await access(link, commands.writeMemory(place, words), R2000.write);
        const tag = storedTag(data, 'access');
        if (tag === undefined) throw failure(UHF_REASON.writeRefused, data[0] ?? 0);
        if (tag.status !== SUCCESS) throw failure(UHF_REASON.writeRefused, tag.status);
      } finally {
        await change(link, commands.clearMatch(), R2000.setMatch).catch(() => {});
      }
    },
  };
}

async function inventoryRound(link: Link, onTag: (tag: SeenTag) => void): Promise<void> {
  let failed: number | undefined;
  await link.collect(
    commands.inventory(),
    (frame): Taken => {
      if (frame.code !== R2000.inventory) return 'other';
      if (frame.data.length === ROUND_END_BYTES) return 'done';
      if (frame.data.length === 1) {
        failed = frame.data[0];
        return 'done';
      }
      const tag = inventoryTag(frame.data);
      if (tag !== undefined) onTag(seen(tag));
      return 'more';
    },
    ROUND_LIMIT_MS,
  );
  if (failed === undefined || failed === NO_TAG) return;
  throw new DeviceError('device.fault', `the inventory failed: ${meaningOf(failed)}`, {
    retryable: true,
    detail: {
      reason: failed === ANTENNA_MISSING ? UHF_REASON.antennaMissing : UHF_REASON.readFailed,
      meaning: meaningOf(failed),
    },
  });
}

function seen(tag: NonNullable<ReturnType<typeof inventoryTag>>): SeenTag {
  return {
    epc: tag.epc,
    epcBits: tag.epcBits,
    ...(tag.pc === undefined ? {} : { pc: tag.pc }),
    ...(tag.antennaId === undefined ? {} : { antenna: tag.antennaId }),
    ...(tag.peakRssi === undefined ? {} : { rssi: tag.peakRssi }),
    count: 1,
  };
}

const ask = (link: Link, command: Uint8Array, code: number): Promise<R2000Frame> =>
  link.ask(command, (frame) => frame.code === code);

/** The first answer counts: with a match set there is one tag only. */
const access = (link: Link, command: Uint8Array, code: number): Promise<R2000Frame> =>
  link.ask(command, (frame) => frame.code === code, ROUND_LIMIT_MS);

async function change(link: Link, command: Uint8Array, code: number): Promise<void> {
  const { data } = await ask(link, command, code);
  const result = data[0] ?? 0;
  if (data.length === 1 && result === SUCCESS) return;
  throw new DeviceError('device.fault', `the board refused a setting: ${meaningOf(result)}`, {
    detail: {
      reason: result === ANTENNA_MISSING ? UHF_REASON.antennaMissing : UHF_REASON.settingRefused,
      data: hexOf(data),
    },
  });
}

const FAILURES: Readonly<Record<number, TagFailure>> = {
  [NO_TAG]: 'noAnswer',
  0x37: 'password',
  0x40: 'password',
  0x42: 'overrun',
  0x43: 'overrun',
  0x32: 'tagError',
  0x33: 'tagError',
};

function failure(reason: string, code: number): DeviceError {
  return accessFailure(reason, FAILURES[code] ?? 'readerError', meaningOf(code));
}
