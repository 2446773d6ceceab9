import { DeviceError } from '../../errors.ts';
import { utcOfWallTime, wallTimeOf } from '../../measurement/wall-time.ts';
import type { SimulatorStage } from '../../simulator/simulator-stage.ts';
import { systemAttributes } from './agent-description.ts';
import {
  type AgentProfile,
  agentProfile,
  observationsOf,
  profileObjects,
  type ScriptedValues,
} from './agent-profiles.ts';
import { segmentEvents, segmentInformation, type StoredEntry, storeAttributes } from './agent-store.ts';
import type { Apdu, Message } from './apdu.ts';
import { encodeApdu } from './apdu-encode.ts';
import {
  ASSOCIATION_VERSION,
  encodeAssociationInfo,
  ENCODING_MDER,
  SYSTEM_TYPE,
  VERSION_1,
} from './association.ts';
import { presentation } from './commands.ts';
import { encodeConfigurationReport, wholeU16 } from './configuration.ts';
import { MderReader, MderWriter } from './mder.ts';
import {
  ABORT_REASON,
  ACTION,
  ASSOCIATION_RESULT,
  CONFIGURATION_RESULT,
  ERROR_VALUE,
  EVENT,
  NO_EVENT_TIME,
  PROTOCOL_20601,
  TRANSFER_RESULT,
} from './nomenclature.ts';
import { encodeScanReport } from './scan-report.ts';
import { absoluteTimeText } from './times.ts';

/** Which of the nested lengths of the next presentation APDU is one too many. */
export type WrongLength = 'apdu' | 'octets' | 'service';
/** Requests of the manager that are left without an answer. */
export type Ignored = 'get' | 'action' | 'set' | 'release';

export interface AgentMeasurement {
  readonly values: ScriptedValues;
  readonly at: string | undefined;
  readonly person: number | undefined;
  readonly confirmed: boolean;
}

const SYSTEM_ID = '001C5A00000000A1';
const ASSOCIATION_LIMIT_MS = 10_000;
const CONFIRM_LIMIT_MS = 3000;
const LENGTH_AT = { apdu: 3, octets: 5, service: 11 } as const;

type Waiting = { readonly fits: (apdu: Apdu) => boolean; readonly resolve: (apdu: Apdu) => void };

/** 代理: one health device as the manager sees it. Speaks the protocol both ways; used by the simulator only. */
export class Agent {
  readonly #stage: SimulatorStage;
  profile: AgentProfile = agentProfile('blood-pressure');
  /** Device clock minus real time. */
  clockOffsetMs = 0;
  wantsClock = false;
  stored: readonly StoredEntry[] = [];
  entriesPerEvent = 4;
  /** The next transfer stops without a word after so many events. */
  silentAfterEvents: number | undefined;
  wrongLength: WrongLength | undefined;
  readonly ignored: Ignored[] = [];
  #associated = false;
  #waiting: Waiting | undefined;
  #invokeId = 0;
  #reportNumber = 0;

  constructor(stage: SimulatorStage) {
    this.#stage = stage;
  }

  get now(): string {
    return wallTimeOf(this.#stage.clock.now() + this.clockOffsetMs);
  }

  /** AARQ, and the configuration where the manager wants it. @throws DeviceError when the manager refuses or is silent */
  async associate(): Promise<void> {
    if (this.#associated) return;
    const { profile } = this;
    const info = encodeAssociationInfo({
      protocolVersion: VERSION_1,
      encodingRules: ENCODING_MDER,
      nomenclatureVersion: VERSION_1,
      functionalUnits: 0,
      systemType: SYSTEM_TYPE.agent,
      systemId: SYSTEM_ID,
      configurationId: profile.configurationId,
      dataRequestModes: 1,
      agentRequests: 1,
      managerRequests: 0,
      options: [],
    });
    const request: Apdu = {
      kind: 'associationRequest',
      version: ASSOCIATION_VERSION,
      protocols: [{ id: PROTOCOL_20601, info }],
    };
    const answer = await this.#exchange(
      request,
      'associate',
      ASSOCIATION_LIMIT_MS,
      (apdu) => apdu.kind === 'associationAnswer',
    );
    const result = answer.kind === 'associationAnswer' ? answer.result : -1;
    this.#stage.report({ did: 'associated', result });
    if (result === ASSOCIATION_RESULT.acceptedUnknownConfiguration) await this.#configure();
    else if (result !== ASSOCIATION_RESULT.accepted)
      throw new DeviceError('device.refused', 'not associated');
    this.#associated = true;
  }

  async #configure(): Promise<void> {
    const { configurationId } = this.profile;
    const info = encodeConfigurationReport(configurationId, profileObjects(this.profile));
    const answer = await this.#event(0, EVENT.configuration, info, 'configuration', ASSOCIATION_LIMIT_MS);
    const result = answer === undefined ? -1 : wholeU16(answer.subarray(2, 4));
    this.#stage.report({ did: 'configured', result });
    if (result !== CONFIGURATION_RESULT.accepted)
      throw new DeviceError('device.refused', 'configuration refused');
  }

  /** A measurement that the device has just made, or that it made at `at`. */
  async measure(measurement: AgentMeasurement): Promise<void> {
    await this.associate();
    const { values, at = this.now, person, confirmed } = measurement;
    this.#reportNumber += 1;
    const info = encodeScanReport({
      reportNumber: this.#reportNumber,
      observations: observationsOf(this.profile, values, at),
      ...(person === undefined ? {} : { person }),
    });
    const event = person === undefined ? EVENT.scanFixed : EVENT.scanFixedPersons;
    if (!confirmed) {
      const report = {
        kind: 'eventReport',
        confirmed: false,
        handle: 0,
        eventTime: NO_EVENT_TIME,
        eventType: event,
        info,
      } as const;
      await this.#send(presentation(this.#nextInvokeId(), report), { did: 'report', values });
      return;
    }
    const answer = await this.#event(0, event, info, 'report', CONFIRM_LIMIT_MS);
    this.#stage.report({ did: answer === undefined ? 'refused' : 'confirmed', values });
  }

  async release(): Promise<void> {
    const request: Apdu = { kind: 'releaseRequest', reason: 0 };
    await this.#exchange(request, 'release', CONFIRM_LIMIT_MS, (apdu) => apdu.kind === 'releaseAnswer');
    this.#associated = false;
    this.#stage.report({ did: 'released' });
  }

  async abort(reason: number): Promise<void> {
    this.#associated = false;
    await this.#send({ kind: 'abort', reason }, { did: 'abort', reason });
  }

  received(apdu: Apdu): void {
    const waiting = this.#waiting;
    if (waiting?.fits(apdu) === true) {
      this.#waiting = undefined;
      waiting.resolve(apdu);
      return;
    }
    switch (apdu.kind) {
      case 'presentation':
        this.#serve(apdu.invokeId, apdu.message);
        return;
      case 'releaseRequest':
        this.#associated = false;
        if (this.#ignores('release')) return;
        this.#answer({ kind: 'releaseAnswer', reason: 0 }, { did: 'releaseAnswer' });
        return;
      case 'abort':
        this.#associated = false;
        this.#stage.report({ did: 'abortedByManager', reason: apdu.reason });
        return;
      default:
        this.#stage.report({ did: 'unexpected', kind: apdu.kind });
    }
  }

  #serve(invokeId: number, message: Message): void {
    const answer = (reply: Message): void =>
      this.#answer(presentation(invokeId, reply), {
        did: reply.kind,
        handle: 'handle' in reply ? reply.handle : 0,
      });
    switch (message.kind) {
      case 'get': {
        if (this.#ignores('get')) return;
        const { handle } = message;
        const attributes =
          handle === this.profile.store
            ? storeAttributes()
            : systemAttributes(this.profile, SYSTEM_ID, this.now, this.wantsClock);
        answer({ kind: 'getAnswer', handle, attributes });
        return;
      }
      case 'set': {
        if (this.#ignores('set')) return;
        const attributes = message.changes.map(({ id, value }) => ({ id, value }));
        answer({ kind: 'setAnswer', handle: message.handle, attributes });
        return;
      }
      case 'action':
        if (this.#ignores('action')) return;
        this.#act(message, answer);
        return;
      default:
        this.#stage.report({ did: 'unexpected', kind: message.kind });
    }
  }

  #act(message: Extract<Message, { kind: 'action' }>, answer: (reply: Message) => void): void {
    const { handle, actionType, info } = message;
    const reply = (body: Uint8Array): void =>
      answer({ kind: 'actionAnswer', handle, actionType, info: body });
    switch (actionType) {
      case ACTION.setTime:
        this.clockOffsetMs = (utcOfWallTime(absoluteTimeText(info, 0) ?? '') ?? 0) - this.#stage.clock.now();
        this.wantsClock = false;
        reply(new Uint8Array(0));
        return;
      case ACTION.segmentInformation:
        reply(segmentInformation(this.profile, this.stored.length));
        return;
      case ACTION.clearSegments:
        this.stored = [];
        reply(new Uint8Array(0));
        return;
      case ACTION.transferSegment: {
        const segment = new MderReader(info).u16();
        const result = this.stored.length === 0 ? TRANSFER_RESULT.empty : TRANSFER_RESULT.ok;
        reply(new MderWriter().u16(segment).u16(result).bytes());
        if (result === TRANSFER_RESULT.ok) void this.#transfer(handle).catch(() => {});
        return;
      }
      default:
        answer({ kind: 'error', value: ERROR_VALUE.noSuchAction, parameter: new Uint8Array(0) });
    }
  }

  async #transfer(store: number): Promise<void> {
    const events = segmentEvents(this.profile, this.stored, this.entriesPerEvent);
    const sent = events.slice(0, this.silentAfterEvents);
    this.silentAfterEvents = undefined;
    for (const info of sent)
      await this.#event(store, EVENT.segmentData, info, 'segmentData', CONFIRM_LIMIT_MS);
    if (sent.length < events.length) {
      this.#stage.report({ did: 'transferStopped', events: sent.length });
      return;
    }
    this.#stage.report({ did: 'transferred', entries: this.stored.length });
  }

  /** A confirmed event. @returns the info of its answer, `undefined` when the manager refused it */
  async #event(
    handle: number,
    eventType: number,
    info: Uint8Array,
    what: string,
    limitMs: number,
  ): Promise<Uint8Array | undefined> {
    const invokeId = this.#nextInvokeId();
    const report = {
      kind: 'eventReport',
      confirmed: true,
      handle,
      eventTime: NO_EVENT_TIME,
      eventType,
      info,
    } as const;
    const answer = await this.#exchange(
      presentation(invokeId, report),
      what,
      limitMs,
      (apdu) => apdu.kind === 'presentation' && apdu.invokeId === invokeId && isAnswer(apdu.message),
    );
    return answer.kind === 'presentation' && answer.message.kind === 'eventReportAnswer'
      ? answer.message.info
      : undefined;
  }

  /** Sends and waits; without an answer in time the agent aborts, as the standard asks of it. */
  async #exchange(apdu: Apdu, what: string, limitMs: number, fits: (apdu: Apdu) => boolean): Promise<Apdu> {
    const { promise, resolve, reject } = Promise.withResolvers<Apdu>();
    const cancel = this.#stage.clock.after(limitMs, () =>
      reject(new DeviceError('device.timeout', `no answer to ${what}`)),
    );
    this.#waiting = { fits, resolve };
    try {
      await this.#send(apdu, { did: what });
      return await promise;
    } catch (error) {
      this.#waiting = undefined;
      this.#stage.report({ did: 'unanswered', what });
      await this.abort(
        what === 'configuration' ? ABORT_REASON.configurationTimeout : ABORT_REASON.responseTimeout,
      );
      throw error;
    } finally {
      cancel();
    }
  }

  #answer(apdu: Apdu, what: Readonly<Record<string, unknown>>): void {
    void this.#send(apdu, what).catch(() => {});
  }

  async #send(apdu: Apdu, what: Readonly<Record<string, unknown>>): Promise<void> {
    const bytes = encodeApdu(apdu);
    const wrong = this.wrongLength;
    if (wrong !== undefined && apdu.kind === 'presentation') {
      this.wrongLength = undefined;
      const at = LENGTH_AT[wrong];
      bytes[at] = ((bytes[at] ?? 0) + 1) & 0xff;
      await this.#stage.send(bytes, { ...what, wrongLength: wrong });
      return;
    }
    await this.#stage.send(bytes, what);
  }

  #ignores(what: Ignored): boolean {
    const at = this.ignored.indexOf(what);
    if (at === -1) return false;
    this.ignored.splice(at, 1);
    this.#stage.report({ did: 'ignored', what });
    return true;
  }

  #nextInvokeId(): number {
    this.#invokeId = (this.#invokeId + 1) & 0xffff;
    return this.#invokeId;
  }
}

function isAnswer(message: Message): boolean {
  return message.kind === 'eventReportAnswer' || message.kind === 'error' || message.kind === 'reject';
}
