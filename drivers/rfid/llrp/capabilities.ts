import { DeviceError } from '../../errors.ts';
import type { Group } from './codec.ts';
import { type ReportContent, type RoSpecSettings } from './commands.ts';
import { groupAt, groupsAt, numberAt, textAt } from './groups.ts';
import { REASON } from './reasons.ts';
import type { LlrpSettings } from './settings.ts';

/** What the reader in front of us can do: its own tables, never somebody else's numbers (llrp.md section 4). */
export interface ReaderCapabilities {
  readonly maxAntennas: number;
  readonly vendor: number;
  readonly model: number;
  readonly firmware: string;
  readonly hasUtcClock: boolean;
  readonly canHoldReports: boolean;
  readonly countryCode: number;
  readonly communicationsStandard: number;
  /** Transmit powers in hundredths of dBm by index. */
  readonly powers: readonly { readonly index: number; readonly centiDbm: number }[];
  readonly modes: readonly { readonly id: number; readonly miller: number; readonly spectralMask: number }[];
  /** Hop table of a hopping reader; undefined where the frequency is fixed. */
  readonly hopTableId: number | undefined;
}

/**
 * Reads GET_READER_CAPABILITIES_RESPONSE.
 * @throws DeviceError `device.unsupported` for a reader without Gen2 or without a known radio region (detail.reason)
 */
export function readCapabilities(body: Group): ReaderCapabilities {
  const general = groupAt(body, 'generalDeviceCapabilities');
  const regulatory = groupAt(body, 'regulatoryCapabilities');
  const band = groupAt(regulatory, 'uhfBandCapabilities');
  const modeTables = groupsAt(band, 'c1g2UhfRfModeTable');
  const speaksGen2 = groupsAt(general, 'perAntennaAirProtocol').some((each) => {
    const protocols = each['protocolId'];
    return Array.isArray(protocols) && protocols.includes(1);
  });
  if (!speaksGen2 && groupAt(body, 'c1g2LlrpCapabilities') === undefined && modeTables.length === 0) {
    throw unsupported(REASON.noGen2, 'the reader does not speak Gen2');
  }
  const communicationsStandard = numberAt(regulatory, 'communicationsStandard') ?? 0;
  const powers = groupsAt(band, 'transmitPowerLevelTableEntry').map((entry) => ({
    index: numberAt(entry, 'index') ?? 0,
    centiDbm: numberAt(entry, 'transmitPowerValue') ?? 0,
  }));
  const countryCode = numberAt(regulatory, 'countryCode') ?? 0;
  // LLRP 1.0.1 has no communications standard for China, so a country alone is region enough.
  if ((communicationsStandard === 0 && countryCode === 0) || powers.length === 0) {
    throw unsupported(REASON.unknownRegion, 'the reader names no radio region or no power table');
  }
  const frequencies = groupAt(band, 'frequencyInformation');
  return {
    maxAntennas: numberAt(general, 'maxNumberOfAntennaSupported') ?? 0,
    vendor: numberAt(general, 'deviceManufacturerName') ?? 0,
    model: numberAt(general, 'modelName') ?? 0,
    firmware: textAt(general, 'readerFirmwareVersion'),
    hasUtcClock: general?.['hasUtcClockCapability'] === true,
    canHoldReports: groupAt(body, 'llrpCapabilities')?.['supportsEventAndReportHolding'] === true,
    countryCode,
    communicationsStandard,
    powers,
    modes: modeTables
      .flatMap((table) => groupsAt(table, 'c1g2UhfRfModeTableEntry'))
      .map((entry) => ({
        id: numberAt(entry, 'modeIdentifier') ?? 0,
        miller: numberAt(entry, 'mValue') ?? 0,
        spectralMask: numberAt(entry, 'spectralMaskIndicator') ?? 0,
      })),
    hopTableId:
      frequencies?.['hopping'] === true
        ? (numberAt(groupsAt(frequencies, 'frequencyHopTable')[0], 'hopTableId') ?? 1)
        : undefined,
  };
}

const unsupported = (reason: string, message: string): DeviceError =>
  new DeviceError('device.unsupported', message, { detail: { reason } });

const misfit = (field: string, message: string): DeviceError =>
  new DeviceError('input.invalid', message, { detail: { reason: REASON.settingsInvalid, field } });

/** A ROSpec for these settings in the indexes of this reader. @throws DeviceError `input.invalid` where they do not fit */
export function planRoSpec(
  settings: LlrpSettings,
  capabilities: ReaderCapabilities,
  roSpecId: number,
  report: ReportContent,
): RoSpecSettings {
  const beyond = settings.antennas.find((antenna) => antenna > capabilities.maxAntennas);
  if (beyond !== undefined && capabilities.maxAntennas > 0) {
    throw misfit('antennas', `the reader has ${capabilities.maxAntennas} antenna ports, not ${beyond}`);
  }
  const powerIndex = choosePower(settings, capabilities);
  const modeId = chooseMode(settings, capabilities);
  const { hopTableId } = capabilities;
  return {
    roSpecId,
    antennas: settings.antennas,
    session: settings.session,
    tagPopulation: settings.tagPopulation,
    report,
    ...(modeId === undefined ? {} : { modeId }),
    ...(powerIndex === undefined
      ? {}
      : {
          transmitter: {
            hopTableId: hopTableId ?? 0,
            channelIndex: hopTableId === undefined ? 1 : 0,
            powerIndex,
          },
        }),
  };
}

function choosePower(settings: LlrpSettings, { powers }: ReaderCapabilities): number | undefined {
  const { powerIndex, powerDbm } = settings;
  if (powerIndex !== undefined) {
    if (!powers.some((entry) => entry.index === powerIndex)) {
      throw misfit('powerIndex', `the reader's power table has no index ${powerIndex}`);
    }
    return powerIndex;
  }
  if (powerDbm === undefined) return undefined;
  let best: { readonly index: number; readonly centiDbm: number } | undefined;
  for (const entry of powers) {
    if (entry.centiDbm > powerDbm * 100) continue;
    if (best === undefined || entry.centiDbm > best.centiDbm) best = entry;
  }
  if (best === undefined) throw misfit('powerDbm', `the reader cannot send as weakly as ${powerDbm} dBm`);
  return best.index;
}

/** Spectral mask indicator of a mode for many readers side by side (parameter 329). */
const DENSE_READER_MASK = 3;

function chooseMode(settings: LlrpSettings, { modes }: ReaderCapabilities): number | undefined {
  const { modeId } = settings;
  if (modeId === undefined) {
    // Two doors of one corridor hear each other, so a mode made for dense readers comes first.
    return (modes.find((mode) => mode.spectralMask === DENSE_READER_MASK) ?? modes[0])?.id;
  }
  if (modes.length > 0 && !modes.some((mode) => mode.id === modeId)) {
    throw misfit('modeId', `the reader's mode table has no mode ${modeId}`);
  }
  return modeId;
}
