import { DeviceError } from '../../errors.ts';
import { accessFailure } from '../serial-uhf/desk.ts';
import { TAG_ERRORS, type TagFailure } from '../serial-uhf/fields.ts';
import type { ModuleLink, Taken } from '../../framing/command-link.ts';
import type { SeenTag, UhfProtocol } from '../serial-uhf/protocol.ts';
import { UHF_REASON } from '../serial-uhf/reasons.ts';
import { BANDS, CHAFON, READER_TYPES, STATUSES } from './codes.ts';
import * as commands from './commands.ts';
import { type ChafonFrame, createChafonFramer } from './frame.ts';
import { inventoryTags } from './tags.ts';

type Link = ModuleLink<ChafonFrame>;

/** Longer than a scan of our own takes. */
const ROUND_LIMIT_MS = 1500;
const MORE_FOLLOW = 0x03;
const NO_TAG = 0xfb;
const ANTENNA_ERROR = 0xf8;
const TAG_REFUSED = 0xfc;
/** Desktop readers and model 18 list plain EPCs and take a bare inventory command. */
const PLAIN_TYPES: ReadonlySet<number> = new Set([0x03, 0x08, 0x09]);

interface ReaderInfo {
  readonly address: number;
  readonly isPlain: boolean;
  readonly identity: Readonly<Record<string, string>>;
  readonly power: number;
  readonly region: string | undefined;
}

/** What a Chafon reader or a relative is asked and how its answers are understood. */
export function createChafonProtocol(): UhfProtocol<ChafonFrame> {
  let reader: ReaderInfo | undefined;
  let antennas: readonly number[] = [1];
  const address = (): number => reader?.address ?? commands.EVERY_READER;
  return {
    createFramer: createChafonFramer,

    /** There is no stop: an inventory ends with its scan time, and commands before that are lost and repeated. */
    stop: () => Promise.resolve(),

    async identify(link) {
      reader = await askInfo(link);
      return reader.identity;
    },

    async configure(link, settings) {
      antennas = settings.antennas;
      if (reader === undefined || reader.isPlain) await change(link, commands.setScanTime(address()));
      const region =
        settings.region === undefined ? undefined : commands.setRegion(address(), settings.region);
      if (region !== undefined) await change(link, region);
      if (settings.powerDbm !== undefined) {
        await change(link, commands.setPower(address(), Math.round(settings.powerDbm)));
      }
      reader = await askInfo(link);
      return { powerDbm: reader.power, region: reader.region };
    },

    async inventory(link, onTag) {
      if (reader?.isPlain !== false) return inventoryRound(link, commands.inventoryOf18(address()), onTag);
      for (const antenna of antennas) {
        await inventoryRound(link, commands.inventoryOf288(address(), antenna), onTag);
      }
    },

    async read(link, target, place, words) {
      const { data } = await ask(link, commands.readMemory(address(), target.epc, place, words), CHAFON.read);
      if (data[0] !== 0) throw failure(UHF_REASON.readFailed, data);
      return data.slice(1);
    },

    async write(link, target, place, words) {
      const { data } = await ask(
        link,
        commands.writeMemory(address(), target.epc, place, words),
        CHAFON.write,
      );
      if (data[0] !== 0) throw failure(UHF_REASON.writeRefused, data);
    },
  };
}

const ask = (link: Link, command: Uint8Array, code: number): Promise<ChafonFrame> =>
  link.ask(command, (frame) => frame.code === code && frame.data.length > 0, ROUND_LIMIT_MS);

async function askInfo(link: Link): Promise<ReaderInfo> {
  const frame = await ask(link, commands.readerInfo(commands.EVERY_READER), CHAFON.readerInfo);
  const { address, data } = frame;
  const [status = 0xff, major = 0, minor = 0, type = 0, , highest = 0, lowest = 0, power = 0] = data;
  if (status !== 0) throw failure(UHF_REASON.settingRefused, data);
  const band = BANDS.get(((highest >>> 6) << 2) | (lowest >>> 6));
  return {
    address,
    isPlain: PLAIN_TYPES.has(type),
    identity: {
      model: READER_TYPES.get(type) ?? `type ${type.toString(16).padStart(2, '0').toUpperCase()}`,
      firmware: `${major}.${minor}`,
      address: String(address),
    },
    power,
    region: band?.region,
  };
}

/** Answers with status 03 are followed by more; every other status ends the round. */
async function inventoryRound(link: Link, command: Uint8Array, onTag: (tag: SeenTag) => void): Promise<void> {
  let last: Uint8Array = Uint8Array.of(0x01);
  await link.collect(
    command,
    ({ code, data }): Taken => {
      if (code !== CHAFON.inventory || data.length === 0) return 'other';
      last = data;
      for (const tag of inventoryTags(data.subarray(1)) ?? []) {
        onTag({
          epc: tag.epc,
          epcBits: tag.epcBits,
          ...(tag.tid === undefined ? {} : { tid: tag.tid }),
          antenna: tag.antennaId ?? 1,
          count: 1,
        });
      }
      return data[0] === MORE_FOLLOW ? 'more' : 'done';
    },
    ROUND_LIMIT_MS,
  );
  const status = last[0] ?? 0;
  if (status < ANTENNA_ERROR || status === NO_TAG) return;
  throw new DeviceError('device.fault', `the inventory failed: ${STATUSES.get(status) ?? 'unknown'}`, {
    retryable: true,
    detail: {
      reason: status === ANTENNA_ERROR ? UHF_REASON.antennaMissing : UHF_REASON.readFailed,
      status,
    },
  });
}

async function change(link: Link, command: Uint8Array): Promise<void> {
  const { data } = await ask(link, command, command[2] ?? 0);
  if (data[0] === 0) return;
  throw new DeviceError('device.fault', `the reader refused a setting: ${meaning(data)}`, {
    detail: { reason: UHF_REASON.settingRefused, status: data[0] },
  });
}

const meaning = (data: Uint8Array): string => STATUSES.get(data[0] ?? 0) ?? 'unknown status';

const FAILURES: Readonly<Record<number, TagFailure>> = {
  0x05: 'password',
  0x10: 'locked',
  0xfa: 'noAnswer',
  [NO_TAG]: 'noAnswer',
};

function failure(reason: string, data: Uint8Array): DeviceError {
  const [status = 0, detail = 0] = data;
  if (status === TAG_REFUSED) {
    return accessFailure(reason, TAG_ERRORS[detail]?.name ?? 'tagError', meaning(data));
  }
  return accessFailure(reason, FAILURES[status] ?? 'readerError', meaning(data));
}
