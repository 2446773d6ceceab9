import type { Group } from './codec.ts';
import { fromHex } from './wire.ts';

/** Memory banks of a Gen2 tag (section 8). */
export const BANK = { reserved: 0, epc: 1, tid: 2, user: 3 } as const;

interface AccessSpecFrame {
  readonly accessSpecId: number;
  readonly antennaId: number;
  readonly roSpecId: number;
  /** 0 = stays for ever, else gone after so many operations. */
  readonly operations: number;
  readonly target: Group;
  readonly opSpec: { readonly parameter: string; readonly value: Group };
  /** True: reported at once when done instead of with the inventory report. */
  readonly reportAtEnd: boolean;
}

function addAccessSpec(spec: AccessSpecFrame): Group {
  return {
    accessSpec: {
      accessSpecId: spec.accessSpecId,
      antennaId: spec.antennaId,
      protocolId: 1,
      currentState: false,
      roSpecId: spec.roSpecId,
      accessSpecStopTrigger: {
        accessSpecStopTrigger: spec.operations === 0 ? 0 : 1,
        operationCountValue: spec.operations,
      },
      accessCommand: { c1g2TagSpec: { c1g2TargetTag: [spec.target] }, opSpecs: [spec.opSpec] },
      accessReportSpec: { accessReportTrigger: spec.reportAtEnd ? 1 : 0 },
    },
  };
}

const EVERY_TAG: Group = {
  memoryBank: BANK.epc,
  match: true,
  pointer: 0x20,
  tagMask: { bits: 0, hex: '' },
  tagData: { bits: 0, hex: '' },
};

/** Selects the one tag whose TID bank starts with these bytes, never "whatever is in the field" (section 8). */
function tagWithTid(tid: string): Group {
  const bits = fromHex(tid).length * 8;
  return {
    memoryBank: BANK.tid,
    match: true,
    pointer: 0,
    tagMask: { bits, hex: 'F'.repeat(tid.length) },
    tagData: { bits, hex: tid.toUpperCase() },
  };
}

interface ReadRequest {
  readonly accessSpecId: number;
  readonly opSpecId: number;
  readonly bank: number;
  readonly wordPointer: number;
  readonly wordCount: number;
  readonly antennaId?: number;
  readonly roSpecId?: number;
  /** Only the tag with this TID (hex); left out, every tag. */
  readonly tid?: string;
}

/** ADD_ACCESSSPEC that reads words of a bank from every tag, or of the one with a TID. */
export function addReadSpec(request: ReadRequest): Group {
  return addAccessSpec({
    accessSpecId: request.accessSpecId,
    antennaId: request.antennaId ?? 0,
    roSpecId: request.roSpecId ?? 0,
    operations: 0,
    target: request.tid === undefined ? EVERY_TAG : tagWithTid(request.tid),
    opSpec: {
      parameter: 'C1G2Read',
      value: {
        opSpecId: request.opSpecId,
        accessPassword: 0,
        memoryBank: request.bank,
        wordPointer: request.wordPointer,
        wordCount: request.wordCount,
      },
    },
    reportAtEnd: false,
  });
}

/** Words of the TID bank that tell two tags apart: 96 bits (section 8). */
export const TID_WORDS = 6;

export const addReadTidSpec = (accessSpecId: number, opSpecId: number): Group =>
  addReadSpec({ accessSpecId, opSpecId, bank: BANK.tid, wordPointer: 0, wordCount: TID_WORDS });

/** The PC word of a plain EPC of so many bytes: its length in words in the top five bits. */
export function protocolControlWord(epcBytes: number): string {
  return ((epcBytes / 2) << 11).toString(16).padStart(4, '0').toUpperCase();
}

/** ADD_ACCESSSPEC that writes PC and EPC, once, to EPC words 1 on, of the tag with this TID. */
export function addWriteEpcSpec(request: {
  readonly accessSpecId: number;
  readonly opSpecId: number;
  readonly antennaId: number;
  readonly roSpecId: number;
  readonly tid: string;
  readonly epcHex: string;
}): Group {
  const writeData = protocolControlWord(request.epcHex.length / 2) + request.epcHex.toUpperCase();
  return addAccessSpec({
    accessSpecId: request.accessSpecId,
    antennaId: request.antennaId,
    roSpecId: request.roSpecId,
    operations: 1,
    target: tagWithTid(request.tid),
    opSpec: {
      parameter: 'C1G2Write',
      value: {
        opSpecId: request.opSpecId,
        accessPassword: 0,
        memoryBank: BANK.epc,
        wordPointer: 1,
        writeData,
      },
    },
    reportAtEnd: true,
  });
}
