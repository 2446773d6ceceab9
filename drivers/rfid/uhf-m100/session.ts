import { DeviceError } from '../../errors.ts';
import { hexOf, s8, u16 } from '../serial-uhf/bytes.ts';
import { accessFailure } from '../serial-uhf/desk.ts';
import { TAG_ERRORS, type TagFailure } from '../serial-uhf/fields.ts';
import type { ModuleLink } from '../../framing/command-link.ts';
import type { SeenTag, UhfProtocol } from '../serial-uhf/protocol.ts';
import { UHF_REASON } from '../serial-uhf/reasons.ts';
import { M100, M100_REGIONS, tagErrorOf } from './codes.ts';
import * as commands from './commands.ts';
import { m100Meaning } from './describe.ts';
import { createM100Framer, type M100Frame } from './frame.ts';

type Link = ModuleLink<M100Frame>;

const NO_TAG = 0x15;
/** A round is over by itself; the answer of one with many tags takes a while. */
const ROUND_LIMIT_MS = 500;
const STREAM_ROUNDS = 0xffff;
/** The running inventory tells at least every empty round; 65,535 rounds end after half an hour. */
const STREAM_SILENCE_MS = 3000;

/** What a module of the M100 family is asked and how its answers are understood. */
export const m100Protocol: UhfProtocol<M100Frame> = {
  createFramer: createM100Framer,

  async stop(link) {
    // A module that is not inventorying may leave the stop unanswered.
    await link.ask(commands.stopInventory(), isAnswer(M100.stopInventory), 300).catch(ignoreSilence);
  },

  async identify(link) {
    const hardware = await info(link, commands.INFO.hardware);
    const software = await info(link, commands.INFO.software);
    const manufacturer = await info(link, commands.INFO.manufacturer);
    return { model: hardware, firmware: software, vendor: manufacturer };
  },

  async configure(link, { powerDbm, region }) {
    if (region !== undefined) {
      const code = [...M100_REGIONS].find(([, name]) => name === region)?.[0];
      if (code !== undefined) await change(link, commands.setRegion(code), M100.setRegion);
    }
    if (powerDbm !== undefined) await change(link, commands.setPower(powerDbm), M100.setPower);
    await change(link, commands.setSelectMode(2), M100.setSelectMode);
    const power = await ask(link, commands.getPower(), M100.getPower);
    const regionNow = await ask(link, commands.getRegion(), M100.getRegion);
    return {
      powerDbm: u16(power.parameters, 0) / 100,
      region: M100_REGIONS.get(regionNow.parameters[0] ?? 0),
    };
  },

  async inventory(link, onTag) {
    // One notification a tag, then either nothing more or the error that says that nobody answered.
    let seen = 0;
    const round = link.collect(
      commands.singleInventory(),
      (frame) => {
        const tag = tagOf(frame);
        if (tag !== undefined) {
          seen += 1;
          onTag(tag);
          return 'more';
        }
        return isError(frame) ? 'done' : 'other';
      },
      ROUND_LIMIT_MS,
    );
    await round.catch((error: unknown) => {
      if (seen === 0 || !isSilence(error)) throw error;
    });
  },

  async read(link, target, place, words) {
    await change(link, commands.select(target), M100.setSelect);
    const frame = await ask(link, commands.readMemory(place, words), M100.read);
    const from = 1 + (frame.parameters[0] ?? 0);
    return frame.parameters.slice(from);
  },

  async write(link, target, place, data) {
    await change(link, commands.select(target), M100.setSelect);
    await ask(link, commands.writeMemory(place, data), M100.write);
  },

  stream: {
    silenceMs: STREAM_SILENCE_MS,
    start: (link) => link.send(commands.multiInventory(STREAM_ROUNDS)),
    take(frame) {
      const tag = tagOf(frame);
      if (tag !== undefined) return tag;
      return isError(frame) ? 'alive' : undefined;
    },
  },
};

const isAnswer =
  (code: number) =>
  (frame: M100Frame): boolean =>
    frame.type === 1 && frame.code === code;

const isError = (frame: M100Frame): boolean => frame.type === 1 && frame.code === M100.error;

function isSilence(error: unknown): boolean {
  return error instanceof DeviceError && error.code === 'device.timeout';
}

function ignoreSilence(error: unknown): void {
  if (!isSilence(error)) throw error;
}

async function ask(link: Link, command: Uint8Array, code: number): Promise<M100Frame> {
  const frame = await link.ask(command, (candidate) => isAnswer(code)(candidate) || isError(candidate));
  if (!isError(frame)) return frame;
  const error = frame.parameters[0] ?? 0;
  throw accessFailure(reasonOf(code), failureOf(error), m100Meaning(error));
}

function reasonOf(code: number): string {
  if (code === M100.read) return UHF_REASON.readFailed;
  return code === M100.write ? UHF_REASON.writeRefused : UHF_REASON.settingRefused;
}

/** A setting: the answer's byte 00 says that it was taken. Some firmware answers select mode with the code of select. */
async function change(link: Link, command: Uint8Array, code: number): Promise<void> {
  const accepts = (frame: M100Frame): boolean =>
    isAnswer(code)(frame) ||
    (code === M100.setSelectMode && isAnswer(M100.setSelect)(frame)) ||
    isError(frame);
  const frame = await link.ask(command, accepts);
  if (!isError(frame) && frame.parameters[0] === 0) return;
  throw new DeviceError('device.fault', 'the module refused a setting', {
    detail: { reason: UHF_REASON.settingRefused, code, meaning: m100Meaning(frame.parameters[0] ?? 0) },
  });
}

async function info(link: Link, what: number): Promise<string> {
  const frame = await link.ask(commands.moduleInfo(what), isAnswer(M100.moduleInfo));
  return Buffer.from(frame.parameters.subarray(1)).toString('latin1').trim();
}

function tagOf({ type, parameters }: M100Frame): SeenTag | undefined {
  if (type !== 2) return undefined;
  const end = parameters.length - 2;
  return {
    epc: hexOf(parameters, 3, end),
    epcBits: (end - 3) * 8,
    pc: u16(parameters, 1),
    rssi: s8(parameters[0] ?? 0),
    antenna: 1,
    count: 1,
  };
}

function failureOf(error: number): TagFailure {
  const tag = tagErrorOf(error);
  if (tag !== undefined) return TAG_ERRORS[tag.error]?.name ?? 'tagError';
  if (error === 0x16) return 'password';
  return error === NO_TAG || error === 0x09 || error === 0x10 ? 'noAnswer' : 'readerError';
}
