import { DeviceError } from '../../errors.ts';
import type { DriverLog } from '../../transport/transport.ts';
import { planRoSpec, type ReaderCapabilities, readCapabilities } from './capabilities.ts';
import type { Group } from './codec.ts';
import { addReadTidSpec } from './access-commands.ts';
import { addRoSpec, CONFIG_ITEM, getReaderConfig, type ReportContent, setReaderConfig } from './commands.ts';
import { groupAt, groupsAt, numberAt, textAt } from './groups.ts';
import { ENABLE_EXTENSIONS, ENABLE_EXTENSIONS_RESPONSE_SUBTYPE, IMPINJ_VENDOR } from './impinj.ts';
import type { LlrpSession } from './session.ts';
import type { LlrpSettings } from './settings.ts';

/** The ids this suite uses on a reader; everything else is deleted at the start of every link. */
export const OWN = {
  portalRoSpec: 7,
  deskRoSpec: 11,
  readTidSpec: 77,
  writeSpec: 78,
  verifySpec: 79,
  readTidOp: 5,
  writeOp: 6,
  verifyOp: 7,
} as const;

/** Keepalives an Impinj reader may miss before it frees the link for the next client. */
const LINK_MONITOR_MISSES = 3;

export interface Provisioned {
  readonly capabilities: ReaderCapabilities;
  /** Upper-case hex of the reader's MAC or EPC; empty when it names none. */
  readonly readerId: string;
  /** Connected state by antenna, where the reader tells. */
  readonly antennas: ReadonlyMap<number, boolean>;
  /** Ids of the ROSpecs found before everything was deleted. */
  readonly foundRoSpecs: readonly number[];
  /** LLRPConfigurationStateValue before and after our changes. */
  readonly stateBefore: number | undefined;
  readonly stateAfter: number | undefined;
  /** The reader took Impinj's extensions on this link. */
  readonly impinj: boolean;
}

/**
 * Makes a freshly greeted reader work for us: the sequence of shared/protocols/llrp.md section 5. Everything found on
 * the reader is deleted, which the README documents.
 * @throws DeviceError as `LlrpSession.request`, `device.unsupported`, or `input.invalid` where settings do not fit
 */
export async function provision(
  session: LlrpSession,
  settings: LlrpSettings,
  report: ReportContent,
  log: DriverLog,
): Promise<Provisioned> {
  const capabilities = readCapabilities(
    await session.request('GET_READER_CAPABILITIES', { requestedData: 0 }),
  );
  const config = await session.request('GET_READER_CONFIG', getReaderConfig(CONFIG_ITEM.all));
  const impinj = capabilities.vendor === IMPINJ_VENDOR && (await enableImpinj(session, log));
  await configure(session, settings.keepaliveMs, impinj, log);
  const before = await session.request('GET_ROSPECS');
  await session.request('DELETE_ROSPEC', { roSpecId: 0 });
  await session.request('DELETE_ACCESSSPEC', { accessSpecId: 0 });
  if (settings.role === 'portal') {
    await installPortal(session, settings, capabilities, report, impinj);
  } else {
    // Settings that do not fit this reader are told now, not when a person stands at the desk.
    planRoSpec(settings, capabilities, OWN.deskRoSpec, report);
  }
  return {
    capabilities,
    readerId: textAt(groupAt(config, 'identification'), 'readerId'),
    antennas: readAntennas(config),
    foundRoSpecs: groupsAt(before, 'roSpec').map((spec) => numberAt(spec, 'roSpecId') ?? 0),
    stateBefore: readStateValue(config),
    stateAfter: await askStateValue(session, log),
    impinj,
  };
}

/** Adds, enables and starts the portal's ROSpec, and with `readTid` the AccessSpec that goes with it. */
export async function installPortal(
  session: LlrpSession,
  settings: LlrpSettings,
  capabilities: ReaderCapabilities,
  report: ReportContent,
  impinj: boolean,
): Promise<void> {
  const plan = planRoSpec(settings, capabilities, OWN.portalRoSpec, report);
  await addOnce(session, addRoSpec({ ...plan, impinjDualTarget: impinj }));
  if (settings.readTid) await installTidReading(session);
  await session.request('ENABLE_ROSPEC', { roSpecId: OWN.portalRoSpec });
  await session.request('START_ROSPEC', { roSpecId: OWN.portalRoSpec });
}

async function installTidReading(session: LlrpSession): Promise<void> {
  await session.request('DELETE_ACCESSSPEC', { accessSpecId: 0 });
  await session.request('ADD_ACCESSSPEC', addReadTidSpec(OWN.readTidSpec, OWN.readTidOp));
  await session.request('ENABLE_ACCESSSPEC', { accessSpecId: OWN.readTidSpec });
}

/** A ROSpec that is in the way is deleted and the addition tried once more, then never again (section 10, trap 3). */
export async function addOnce(session: LlrpSession, body: Group): Promise<void> {
  try {
    await session.request('ADD_ROSPEC', body);
  } catch (error) {
    if (!(error instanceof DeviceError) || error.code !== 'device.refused') throw error;
    // All of them: a reader with room for one may be full with another's, and a missing id would be an error.
    await session.request('DELETE_ROSPEC', { roSpecId: 0 });
    await session.request('ADD_ROSPEC', body);
  }
}

/** Vendor extensions are optional: whoever refuses them works without. */
async function enableImpinj(session: LlrpSession, log: DriverLog): Promise<boolean> {
  try {
    const answer = await session.request('CUSTOM_MESSAGE', ENABLE_EXTENSIONS);
    // The answer's LLRPStatus is inside the vendor bytes: header (4), then the status code.
    const statusCode = Number.parseInt(textAt(answer, 'dataHex').slice(8, 12), 16);
    return numberAt(answer, 'subtype') === ENABLE_EXTENSIONS_RESPONSE_SUBTYPE && statusCode === 0;
  } catch (error) {
    if (!(error instanceof DeviceError) || error.code !== 'device.refused') throw error;
    log.info('reader does not take Impinj extensions', { error: error.message });
    return false;
  }
}

async function configure(
  session: LlrpSession,
  keepaliveMs: number,
  impinj: boolean,
  log: DriverLog,
): Promise<void> {
  if (impinj) {
    try {
      await session.request('SET_READER_CONFIG', setReaderConfig(keepaliveMs, LINK_MONITOR_MISSES));
      session.watchKeepalive(keepaliveMs);
      return;
    } catch (error) {
      if (!(error instanceof DeviceError) || error.code !== 'device.refused') throw error;
      log.info('reader does not take link monitoring', { error: error.message });
    }
  }
  await session.request('SET_READER_CONFIG', setReaderConfig(keepaliveMs));
  session.watchKeepalive(keepaliveMs);
}

function readAntennas(config: Group): ReadonlyMap<number, boolean> {
  return new Map(
    groupsAt(config, 'antennaProperties').map((each) => [
      numberAt(each, 'antennaId') ?? 0,
      each['antennaConnected'] === true,
    ]),
  );
}

const readStateValue = (config: Group): number | undefined =>
  numberAt(groupAt(config, 'llrpConfigurationStateValue'), 'llrpConfigurationStateValue');

async function askStateValue(session: LlrpSession, log: DriverLog): Promise<number | undefined> {
  try {
    return readStateValue(
      await session.request('GET_READER_CONFIG', getReaderConfig(CONFIG_ITEM.configurationState)),
    );
  } catch (error) {
    if (!(error instanceof DeviceError) || error.code !== 'device.refused') throw error;
    log.debug('reader does not tell its configuration state', { error: error.message });
    return undefined;
  }
}
