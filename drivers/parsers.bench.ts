import type { BenchSample } from './bench-sample.ts';
import { hbp9020Sample } from './blood-pressure/bp-hbp9020/bench-sample.ts';
import { hbp9030Sample } from './blood-pressure/bp-hbp9030/bench-sample.ts';
import { microlifeSample } from './blood-pressure/bp-microlife/bench-sample.ts';
import { omronHidSample } from './blood-pressure/bp-omron-hid/bench-sample.ts';
import { tm2657Sample } from './blood-pressure/bp-tm2657/bench-sample.ts';
import { ua767Sample } from './blood-pressure/bp-ua767/bench-sample.ts';
import { bodycompTanitaSample } from './body-composition/bodycomp-tanita/bench-sample.ts';
import { bodycompUc411Sample } from './body-composition/bodycomp-uc411/bench-sample.ts';
import { cardSerialSample } from './cards/card-serial/bench-sample.ts';
import { cardWedgeSample } from './cards/card-wedge/bench-sample.ts';
import { idSamvSample } from './cards/id-samv/bench-sample.ts';
import { girthKeypadSample } from './girth/girth-keypad/bench-sample.ts';
import { glucoseAstmSample } from './glucose/glucose-astm/bench-sample.ts';
import { glucoseOneTouchSample } from './glucose/glucose-onetouch/bench-sample.ts';
import { glucoseTaidocSample } from './glucose/glucose-taidoc/bench-sample.ts';
import { lock8aSample } from './locks/lock-8a/bench-sample.ts';
import { lockKerongSample } from './locks/lock-kerong/bench-sample.ts';
import { lockWklySample } from './locks/lock-wkly/bench-sample.ts';
import { spo2Cms50V46Sample } from './oximeters/spo2-cms50-v46/bench-sample.ts';
import { spo2Cms50Sample } from './oximeters/spo2-cms50/bench-sample.ts';
import { spo2NoninSample } from './oximeters/spo2-nonin/bench-sample.ts';
import { phdSample } from './personal-health/phd-11073/bench-sample.ts';
import { printerEplSample } from './printers/printer-epl/bench-sample.ts';
import { printerEscposSample } from './printers/printer-escpos/bench-sample.ts';
import { printerSpoolerSample } from './printers/printer-spooler/bench-sample.ts';
import { printerTsplSample } from './printers/printer-tspl/bench-sample.ts';
import { printerZplSample } from './printers/printer-zpl/bench-sample.ts';
import { handheldTextSample } from './rfid/handheld-text/bench-sample.ts';
import { uhfChafonSample } from './rfid/uhf-chafon/bench-sample.ts';
import { uhfM100Sample } from './rfid/uhf-m100/bench-sample.ts';
import { uhfR2000Sample } from './rfid/uhf-r2000/bench-sample.ts';
import { uhfThingmagicSample } from './rfid/uhf-thingmagic/bench-sample.ts';
import { heightWeightSample } from './scales/height-weight/bench-sample.ts';
import { scaleHidPosSample } from './scales/scale-hid-pos/bench-sample.ts';
import { scaleKernSample } from './scales/scale-kern/bench-sample.ts';
import { scaleMtSicsSample } from './scales/scale-mt-sics/bench-sample.ts';
import { scaleTextSample } from './scales/scale-text/bench-sample.ts';
import { scannerHidPosSample } from './scanners/scanner-hid-pos/bench-sample.ts';

interface BenchmarkResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number;
  readonly ratio: number;
}

/** One line a driver; new drivers add theirs. */
const samples: readonly BenchSample[] = [
  spo2Cms50Sample,
  spo2Cms50V46Sample,
  spo2NoninSample,
  glucoseAstmSample,
  glucoseOneTouchSample,
  glucoseTaidocSample,
  bodycompTanitaSample,
  bodycompUc411Sample,
  phdSample,
  printerEplSample,
  printerEscposSample,
  printerTsplSample,
  printerZplSample,
  printerSpoolerSample,
  heightWeightSample,
  girthKeypadSample,
  scaleHidPosSample,
  scaleKernSample,
  scaleMtSicsSample,
  scaleTextSample,
  scannerHidPosSample,
  tm2657Sample,
  ua767Sample,
  hbp9030Sample,
  hbp9020Sample,
  omronHidSample,
  microlifeSample,
  uhfM100Sample,
  uhfR2000Sample,
  uhfChafonSample,
  uhfThingmagicSample,
  handheldTextSample,
  lock8aSample,
  lockKerongSample,
  lockWklySample,
  idSamvSample,
  cardSerialSample,
  cardWedgeSample,
];

/** Issue 3, "Speed": 20 MB of wire bytes a second, or a thousand times what the line can bring. */
const REQUIRED_BYTES_PER_SECOND = 20_000_000;
const REQUIRED_LINE_RATES = 1000;
const STREAM_BYTES = 1_000_000;
const CHUNK_BYTES = 4096;
/** A device is in service for days: the first passes only show how far the compiler has come. */
const PASSES = 6;

/** Wire bytes a second of processor time in the best pass, so that whatever else runs here counts little. */
function measure({ createDecoder, bytes }: BenchSample): number {
  const stream = new Uint8Array(Math.ceil(STREAM_BYTES / bytes.length) * bytes.length);
  for (let at = 0; at < stream.length; at += bytes.length) stream.set(bytes, at);
  let best = 0;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const decoder = createDecoder();
    let told = 0;
    const begun = process.cpuUsage();
    for (let at = 0; at < stream.length; at += CHUNK_BYTES) {
      for (const line of decoder.push(stream.subarray(at, at + CHUNK_BYTES))) told += line.length;
    }
    for (const line of decoder.end()) told += line.length;
    if (told !== stream.length) throw new Error('the lines do not tile the stream');
    const { user, system } = process.cpuUsage(begun);
    best = Math.max(best, (stream.length / (user + system)) * 1_000_000);
  }
  return best;
}

export const benchmarks: readonly { readonly name: string; run(): Promise<BenchmarkResult> }[] = samples.map(
  (sample) => ({
    name: `parser-${sample.driver}`,
    run: () => {
      const value = measure(sample);
      const reference = Math.min(REQUIRED_BYTES_PER_SECOND, sample.lineRate * REQUIRED_LINE_RATES);
      const name = `parser ${sample.driver}`;
      return Promise.resolve({ name, value, unit: 'B/s', reference, ratio: value / reference });
    },
  }),
);
