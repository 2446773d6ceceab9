import type { Decoded, FrameDecoder } from '../../../../drivers/decoded.ts';
import { DeviceError } from '../../../../drivers/errors.ts';
import { readArguments } from '../arguments.ts';
import { driverNamed, knownDrivers } from '../driver-named.ts';
import { HexadecimalText } from '../hexadecimal-text.ts';
import { readChunks } from '../input.ts';
import { Pieces } from '../pieces.ts';
import { type ToolError, wrongUsage } from '../tool-error.ts';
import type { ToolIo } from '../tool-io.ts';

/** `decode <driver> [FILE] [--hex] [--chunk N]`: every frame, reading or skipped run, in order. */
export async function decode(args: readonly string[], io: ToolIo): Promise<void> {
  const { positionals, flag, option } = readArguments(args, 1, 2, {
    hex: { type: 'boolean' },
    chunk: { type: 'string' },
  });
  const [driver = '', file] = positionals;
  const decoder = await openDecoder(driver);
  const pieces = new Pieces(pieceSize(option('chunk')));
  const { output } = io;
  const take = async (lines: readonly Decoded[]): Promise<void> => {
    for (const line of lines) output.add(line);
    if (output.isFull) await output.flush();
  };
  for (const { bytes, refusal } of flag('hex') ? hexadecimal(io, file) : plain(io, file)) {
    for (const piece of pieces.push(bytes)) await take(decoder.push(piece));
    // What a live line has sent so far is shown before waiting for more.
    await output.flush();
    if (refusal === undefined) continue;
    for (const piece of pieces.end()) await take(decoder.push(piece));
    throw refusal;
  }
  for (const piece of pieces.end()) await take(decoder.push(piece));
  await take(decoder.end());
}

interface Part {
  readonly bytes: Uint8Array;
  readonly refusal: ToolError | undefined;
}

function* plain(io: ToolIo, file: string | undefined): Generator<Part> {
  for (const bytes of readChunks(io, file)) yield { bytes, refusal: undefined };
}

function* hexadecimal(io: ToolIo, file: string | undefined): Generator<Part> {
  const text = new HexadecimalText();
  for (const chunk of readChunks(io, file)) yield text.push(chunk);
  const refusal = text.end();
  if (refusal !== undefined) yield { bytes: new Uint8Array(0), refusal };
}

async function openDecoder(name: string): Promise<FrameDecoder> {
  const manifest = await driverNamed(name);
  const driver = await manifest.load();
  try {
    return driver.createDecoder();
  } catch (error) {
    if (!(error instanceof DeviceError) || error.code !== 'device.unsupported') throw error;
    throw wrongUsage(`${name}: ${error.message}; ${await knownDrivers()}`);
  }
}

function pieceSize(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const size = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(size) && size > 0) return size;
  throw wrongUsage(`--chunk ${text}: 应为正整数 / a number of bytes from 1`);
}
