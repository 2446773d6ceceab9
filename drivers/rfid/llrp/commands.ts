import type { Group } from './codec.ts';
import { dualTargetSearch, linkMonitor } from './impinj.ts';

/** Numbers of the events a reader can be told to send (shared/protocols/llrp.md section 4, parameter 245). */
export const EVENT = { gpi: 1, roSpec: 2, bufferWarning: 3, exception: 4, antenna: 8 } as const;

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
