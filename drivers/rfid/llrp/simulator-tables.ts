import type { Group } from './codec.ts';

export interface SimulatedIdentity {
  /** MAC address or EUI-64 in hex. */
  readonly readerId: string;
  readonly vendor: number;
  readonly model: number;
  readonly firmware: string;
}

/** A made-up reader: IANA's enterprise number for examples and a locally administered MAC address. */
export const DEFAULT_IDENTITY: SimulatedIdentity = {
  readerId: '02005E000001',
  vendor: 32_473,
  model: 4,
  firmware: 'simulator 1.0',
};

/** Transmit powers 10 to 30 dBm by index, in hundredths of dBm: index 1 is the weakest, as on most readers. */
const POWERS = Array.from({ length: 81 }, (_, at) => ({ index: at + 1, transmitPowerValue: 1000 + at * 25 }));

const MODES = [
  { modeIdentifier: 0, mValue: 0, spectralMaskIndicator: 2, bdrValue: 640_000 },
  { modeIdentifier: 1002, mValue: 2, spectralMaskIndicator: 3, bdrValue: 274_000 },
].map((mode) => ({
  ...mode,
  drValue: false,
  epcHagTcConformance: false,
  forwardLinkModulation: 0,
  pieValue: 1500,
  minTariValue: 6250,
  maxTariValue: 25_000,
  stepTariValue: 2100,
}));

/** Body of GET_READER_CAPABILITIES_RESPONSE without its status. */
export function capabilitiesBody(identity: SimulatedIdentity, antennas: number, hasUtc: boolean): Group {
  const ports = Array.from({ length: antennas }, (_, at) => at + 1);
  return {
    generalDeviceCapabilities: {
      maxNumberOfAntennaSupported: antennas,
      canSetAntennaProperties: false,
      hasUtcClockCapability: hasUtc,
      deviceManufacturerName: identity.vendor,
      modelName: identity.model,
      readerFirmwareVersion: identity.firmware,
      receiveSensitivityTableEntry: [{ index: 1, receiveSensitivityValue: 0 }],
      gpioCapabilities: { numGpis: 4, numGpos: 4 },
      perAntennaAirProtocol: ports.map((antennaId) => ({ antennaId, protocolId: [1] })),
    },
    llrpCapabilities: {
      canDoRfSurvey: false,
      canReportBufferFillWarning: true,
      supportsClientRequestOpSpec: false,
      canDoTagInventoryStateAwareSingulation: false,
      supportsEventAndReportHolding: true,
      maxNumPriorityLevelsSupported: 1,
      clientRequestOpSpecTimeout: 0,
      maxNumRoSpecs: 1,
      maxNumSpecsPerRoSpec: 32,
      maxNumInventoryParameterSpecsPerAiSpec: 1,
      maxNumAccessSpecs: 8,
      maxNumOpSpecsPerAccessSpec: 8,
    },
    regulatoryCapabilities: {
      countryCode: 156,
      // LLRP 1.0.1 has no entry for China (国家码 156): unspecified.
      communicationsStandard: 0,
      uhfBandCapabilities: {
        transmitPowerLevelTableEntry: POWERS,
        frequencyInformation: {
          hopping: true,
          frequencyHopTable: [{ hopTableId: 1, frequency: [920_625, 921_125, 922_375, 924_375] }],
        },
        c1g2UhfRfModeTable: [{ c1g2UhfRfModeTableEntry: MODES }],
      },
    },
    c1g2LlrpCapabilities: {
      canSupportBlockErase: false,
      canSupportBlockWrite: false,
      maxNumSelectFiltersPerQuery: 2,
    },
  };
}

/** A status as in every response; `parameterError` is what a duplicate ROSpec gives (vector add-rospec-response-exists). */
export const statusOf = (statusCode: number, errorDescription = '', parameterError?: Group): Group => ({
  llrpStatus: { statusCode, errorDescription, ...(parameterError === undefined ? {} : { parameterError }) },
});

export const SUCCESS = statusOf(0);

export const ROSPEC_EXISTS = statusOf(100, 'ROSpecID already in use', {
  parameterType: 177,
  errorCode: 201,
  fieldError: { fieldNum: 0, errorCode: 300 },
});
