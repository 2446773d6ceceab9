import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { zplToBase64Async } from 'zpl-renderer-js';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/**
 * Reads labels back in tests as a scanner would. The reader gets its WebAssembly bytes, since it would otherwise
 * look for them on the network (`label-printers.md` section 7).
 */
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } });

export interface ReadCode {
  /** ISO/IEC 15424 identifier, for example `]C0` for Code 128. */
  readonly identifier: string;
  readonly text: string;
}

export async function readCodes(png: Uint8Array): Promise<ReadCode[]> {
  const results = await readBarcodes(png, { tryHarder: true, tryRotate: false, textMode: 'Plain' });
  return results
    .map((result) => ({ identifier: result.symbologyIdentifier, text: result.text }))
    .sort((a, b) => a.identifier.localeCompare(b.identifier));
}

/** Renders a ZPL job as a printer of eight dots a millimetre would. */
export async function printZpl(zpl: Uint8Array, widthMm: number, heightMm: number): Promise<Uint8Array> {
  const base64 = await zplToBase64Async(Buffer.from(zpl).toString('latin1'), widthMm, heightMm, 8);
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

/** One entry a dot, row by row: true = black. */
export async function blackDots(
  png: Uint8Array,
): Promise<{ width: number; height: number; black: boolean[] }> {
  const image = await loadImage(Buffer.from(png));
  const { width, height } = image;
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const black = Array.from({ length: width * height }, (_, index) => {
    return (data[index * 4 + 3] ?? 0) > 127 && (data[index * 4] ?? 255) < 128;
  });
  return { width, height, black };
}
