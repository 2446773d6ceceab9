import type { FieldValue, Group } from './codec.ts';
import { dualTargetSearch, linkMonitor } from './impinj.ts';
import { fromHex } from './wire.ts';

/** Numbers of the events a reader can be told to send (shared/protocols/llrp.md section 4, parameter 245). */
export const EVENT = { gpi: 1, roSpec: 2, bufferWarning: 3, exception: 4, antenna: 8 } as const;

/** Memory banks of a Gen2 tag (section 8). */
export const BANK = { reserved: 0, epc: 1, tid: 2, user: 3 } as const;

/** Requests of GET_READER_CONFIG: everything, or only the configuration state value. */
export const CONFIG_ITEM = { all: 0, configurationState: 7 } as const;

export const getReaderConfig = (requestedData: number): Group => ({
  antennaId: 0,
  requestedData,
  gpiPortNum: 0,
  gpoPortNum: 0,
});

/**
 * SET_READER_CONFIG of section 5: periodic keepalive, the events a door needs, reports held over a lost link.
 * @param linkMonitorMisses on Impinj readers: unanswered keepalives after which the reader frees the link
 */
export function setReaderConfig(keepaliveMs: number, linkMonitorMisses?: number): Group {
  const wanted = [EVENT.bufferWarning, EVENT.exception, EVENT.antenna, EVENT.roSpec, EVENT.gpi];
  return {
    resetToFactoryDefault: false,
    readerEventNotificationSpec: {
      eventNotificationState: wanted.map((eventType) => ({ eventType, notificationState: true })),
    },
    keepaliveSpec: { keepaliveTriggerType: 1, periodicTriggerValue: keepaliveMs },
    eventsAndReports: { holdEventsAndReportsUponReconnect: true },
    ...(linkMonitorMisses === undefined ? {} : { custom: [linkMonitor(linkMonitorMisses)] }),
  };
}

export interface RoSpecSettings {
  readonly roSpecId: number;
  readonly antennas: readonly number[];
  /** Transmit power of every antenna; left out, the reader keeps its own. */
  readonly transmitter?: {
    readonly hopTableId: number;
    readonly channelIndex: number;
    readonly powerIndex: number;
  };
  /** Mode identifier of the reader's own mode table; left out, the reader keeps its own. */
  readonly modeId?: number;
  readonly session: number;
  readonly tagPopulation: number;
  readonly report: ReportContent;
  /** Stop by itself after so many milliseconds; left out, it runs until stopped. */
  readonly durationMs?: number;
  /** Ask an Impinj reader to read tags again and again instead of once. */
  readonly impinjDualTarget?: boolean;
}

export interface ReportContent {
  /** Report after this many tags (and at the end of the AISpec). */
  readonly everyTags: number;
  readonly channelIndex: boolean;
  readonly pcBits: boolean;
  readonly accessSpecId: boolean;
}

/** Every read on its own, with all a door can use (section 5, content selector 0x1F80 and PC bits). */
export const FULL_REPORT: ReportContent = {
  everyTags: 1,
  channelIndex: true,
  pcBits: true,
  accessSpecId: false,
};
/** What is left when the reader's buffer fills: antenna, RSSI, times and count, several tags a message. */
export const LEAN_REPORT: ReportContent = {
  everyTags: 8,
  channelIndex: false,
  pcBits: false,
  accessSpecId: false,
};

function reportSpec(report: ReportContent): Group {
  return {
    roReportTrigger: 1,
    n: report.everyTags,
    tagReportContentSelector: {
      enableRoSpecId: false,
      enableSpecIndex: false,
      enableInventoryParameterSpecId: false,
      enableAntennaId: true,
      enableChannelIndex: report.channelIndex,
      enablePeakRssi: true,
      enableFirstSeenTimestamp: true,
      enableLastSeenTimestamp: true,
      enableTagSeenCount: true,
      enableAccessSpecId: report.accessSpecId,
      ...(report.pcBits ? { c1g2EpcMemorySelector: [{ enableCrc: false, enablePcBits: true }] } : {}),
    },
  };
}

function antennaConfiguration(settings: RoSpecSettings, antennaId: number): Group {
  const { transmitter, modeId, session, tagPopulation } = settings;
  return {
    antennaId,
    ...(transmitter === undefined
      ? {}
      : {
          rfTransmitter: {
            hopTableId: transmitter.hopTableId,
            channelIndex: transmitter.channelIndex,
            transmitPower: transmitter.powerIndex,
          },
        }),
    c1g2InventoryCommand: [
      {
        tagInventoryStateAware: false,
        ...(modeId === undefined ? {} : { c1g2RfControl: { modeIndex: modeId, tari: 0 } }),
        c1g2SingulationControl: { session, tagPopulation, tagTransitTime: 0 },
        ...(settings.impinjDualTarget === true ? { custom: [dualTargetSearch] } : {}),
      },
    ],
  };
}

/** ADD_ROSPEC for the portal and the desk: started by START_ROSPEC, one AISpec over all antennas (section 5). */
export function addRoSpec(settings: RoSpecSettings): Group {
  const { durationMs } = settings;
  return {
    roSpec: {
      roSpecId: settings.roSpecId,
      priority: 0,
      currentState: 0,
      roBoundarySpec: {
        roSpecStartTrigger: { triggerType: 0 },
        roSpecStopTrigger: {
          triggerType: durationMs === undefined ? 0 : 1,
          durationTriggerValue: durationMs ?? 0,
        },
      },
      specs: [
        {
          parameter: 'AISpec',
          value: {
            antennaIds: settings.antennas,
            aiSpecStopTrigger: { triggerType: 0, durationTrigger: 0 },
            inventoryParameterSpec: [
              {
                inventoryParameterSpecId: 1,
                protocolId: 1,
                antennaConfiguration: settings.antennas.map((id) => antennaConfiguration(settings, id)),
              },
            ],
          },
        },
      ],
      roReportSpec: reportSpec(settings.report),
    },
  };
}

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

/** The child group of a decoded message or parameter, or undefined where it is missing. */
export function groupAt(group: Group | undefined, key: string): Group | undefined {
  const value = group?.[key];
  return isGroup(value) ? value : undefined;
}

/** The groups of a repeated parameter; empty where it is missing. */
export function groupsAt(group: Group | undefined, key: string): readonly Group[] {
  const value = group?.[key];
  return Array.isArray(value) ? value.filter(isGroup) : [];
}

export function numberAt(group: Group | undefined, key: string): number | undefined {
  const value = group?.[key];
  return typeof value === 'number' ? value : undefined;
}

export function textAt(group: Group | undefined, key: string): string {
  const value = group?.[key];
  return typeof value === 'string' ? value : '';
}

const isGroup = (value: FieldValue | undefined): value is Group =>
  typeof value === 'object' && !Array.isArray(value);
