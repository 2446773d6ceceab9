import { assertNever } from '../../errors.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import type { Apdu, Message } from './apdu.ts';
import { type AssociationInfo, type AssociationOffer, judgeAssociation } from './association.ts';
import {
  answers,
  associationAnswer,
  configurationAnswer,
  errorAnswer,
  type EventReport,
  isConfigurationReport,
  presentation,
} from './commands.ts';
import type { Configuration } from './configuration.ts';
import type { ConfigurationBook } from './configuration-book.ts';
import { reasonOf } from './mder.ts';
import { ASSOCIATION_RESULT, CONFIGURATION_RESULT, ERROR_VALUE, RELEASE_REASON } from './nomenclature.ts';
import { type ManagerAction, type ManagerEvent, type ManagerState, transition } from './state-machine.ts';

/** Defaults of the standard (ieee-11073-20601.md section 6 [?]). */
export const CONFIGURATION_LIMIT_MS = 10_000;
export const RESPONSE_LIMIT_MS = 3000;

/** Why an association ended or did not come about. */
export type Parting =
  | { readonly by: 'release' }
  | { readonly by: 'refusal'; readonly result: number }
  | { readonly by: 'agentAbort'; readonly reason: number }
  | { readonly by: 'ourAbort'; readonly reason: number };

/** What the shell has to do, in this order. */
export type Effect =
  | { readonly kind: 'send'; readonly apdu: Apdu }
  /** One timer; a new one replaces it, `undefined` stops it. */
  | { readonly kind: 'limit'; readonly milliseconds: number | undefined }
  | { readonly kind: 'operating'; readonly agent: AssociationInfo; readonly configuration: Configuration }
  | { readonly kind: 'unassociated'; readonly parting: Parting }
  /** Store first, then send the answer that the shell makes for it. */
  | {
      readonly kind: 'report';
      readonly invokeId: number;
      readonly event: EventReport;
      readonly bytes: Uint8Array;
      /** The same bytes again: the agent missed our answer. To be answered, not to be stored twice. */
      readonly repeated: boolean;
    }
  | { readonly kind: 'answer'; readonly message: Message };

/**
 * A manager of protocol 20601 without line, clock or randomness: APDUs and wishes in, effects out. The state table says
 * what may happen; this class keeps what the states are about (agent, configuration, the request that waits).
 */
export class Manager {
  readonly #systemId: string;
  readonly #book: ConfigurationBook;
  readonly #askAlways: boolean;
  #state: ManagerState = 'disconnected';
  #agent: AssociationInfo | undefined;
  #configuration: Configuration | undefined;
  #waiting: { readonly invokeId: number; readonly message: Message } | undefined;
  #lastInvokeId = 0;
  /** The last confirmed report as bytes: an agent that missed our answer sends it again. */
  #lastReport = '';

  /** @param systemId of this manager, 16 hexadecimal digits. @param askAlways never trust a known configuration */
  constructor(systemId: string, book: ConfigurationBook, askAlways = false) {
    this.#systemId = systemId;
    this.#book = book;
    this.#askAlways = askAlways;
  }

  get state(): ManagerState {
    return this.#state;
  }

  get configuration(): Configuration | undefined {
    return this.#configuration;
  }

  connected(): Effect[] {
    return this.#step('connected');
  }

  disconnected(): Effect[] {
    return this.#step('disconnected');
  }

  /** The limit that was set has run out. */
  timeout(): Effect[] {
    return this.#step('timeout');
  }

  release(): Effect[] {
    return this.#step('releaseWanted');
  }

  abort(): Effect[] {
    return this.#step('abortWanted');
  }

  /** A frame came whose lengths or fields cannot be. */
  malformed(): Effect[] {
    return this.#step('malformed');
  }

  /** Sends a get, set or action. Only while operating and with none waiting; the caller sees to both. */
  request(message: Message): Effect[] {
    this.#lastInvokeId = (this.#lastInvokeId + 1) & 0xffff;
    this.#waiting = { invokeId: this.#lastInvokeId, message };
    return [
      { kind: 'send', apdu: presentation(this.#lastInvokeId, message) },
      { kind: 'limit', milliseconds: RESPONSE_LIMIT_MS },
    ];
  }

  receive(apdu: Apdu, bytes: Uint8Array): Effect[] {
    switch (apdu.kind) {
      case 'associationRequest':
        return this.#associate(apdu);
      case 'presentation':
        return this.#step(this.#eventOf(apdu.invokeId, apdu.message), { ...apdu, bytes });
      case 'abort':
        return this.#step('abort', undefined, { by: 'agentAbort', reason: apdu.reason });
      case 'associationAnswer':
      case 'releaseRequest':
      case 'releaseAnswer':
        return this.#step(apdu.kind);
      default:
        return assertNever(apdu);
    }
  }

  #associate(apdu: Extract<Apdu, { kind: 'associationRequest' }>): Effect[] {
    let offer: AssociationOffer;
    try {
      offer = judgeAssociation(apdu.version, apdu.protocols);
    } catch (error) {
      reasonOf(error);
      return this.#step('malformed');
    }
    if (offer.verdict === 'refused') {
      return this.#step('requestRefused', undefined, { by: 'refusal', result: offer.result });
    }
    // In a state that has an agent already this request ends its association; then nothing of it is kept.
    if (this.#state === 'unassociated') {
      this.#agent = offer.agent;
      this.#configuration = this.#askAlways ? undefined : this.#book.recall(offer.agent);
    }
    return this.#step(this.#configuration === undefined ? 'requestUnknown' : 'requestKnown');
  }

  #eventOf(invokeId: number, message: Message): ManagerEvent {
    switch (message.kind) {
      case 'eventReport':
        if (isConfigurationReport(message) && message.confirmed) return 'configurationReport';
        return message.confirmed ? 'confirmedReport' : 'unconfirmedReport';
      case 'get':
      case 'set':
      case 'action':
        return 'foreignRequest';
      case 'eventReportAnswer':
        return 'strayAnswer';
      case 'getAnswer':
      case 'setAnswer':
      case 'actionAnswer':
      case 'error':
      case 'reject': {
        const waiting = this.#waiting;
        const fits = waiting?.invokeId === invokeId && answers(waiting.message, message);
        return fits ? 'answer' : 'strayAnswer';
      }
      default:
        return assertNever(message);
    }
  }

  #step(
    event: ManagerEvent,
    received?: { readonly invokeId: number; readonly message: Message; readonly bytes: Uint8Array },
    parting?: Parting,
  ): Effect[] {
    const before = this.#state;
    const { next, action } = transition(before, event);
    this.#state = next;
    const effects = this.#act(action, received, parting);
    if (next === 'unassociated' && before !== 'unassociated') this.#forget();
    if (next === 'disconnected' && before !== 'disconnected') {
      this.#forget();
      effects.push({ kind: 'limit', milliseconds: undefined });
    }
    return effects;
  }

  #act(
    action: ManagerAction,
    received:
      | { readonly invokeId: number; readonly message: Message; readonly bytes: Uint8Array }
      | undefined,
    parting: Parting | undefined,
  ): Effect[] {
    if (typeof action === 'object') {
      const abort: Apdu = { kind: 'abort', reason: action.abort };
      return [...send(abort), ...left({ by: 'ourAbort', reason: action.abort })];
    }
    switch (action) {
      case 'none':
        return [];
      case 'accept':
        return [
          ...send(associationAnswer(ASSOCIATION_RESULT.accepted, this.#systemId)),
          ...this.#operating(),
        ];
      case 'acceptUnknown':
        return [
          ...send(associationAnswer(ASSOCIATION_RESULT.acceptedUnknownConfiguration, this.#systemId)),
          { kind: 'limit', milliseconds: CONFIGURATION_LIMIT_MS },
        ];
      case 'refuse': {
        const result = parting?.by === 'refusal' ? parting.result : ASSOCIATION_RESULT.rejectedUnknown;
        return [...send(associationAnswer(result, this.#systemId)), ...left({ by: 'refusal', result })];
      }
      case 'sendReleaseRequest':
        return [
          ...send({ kind: 'releaseRequest', reason: RELEASE_REASON.normal }),
          { kind: 'limit', milliseconds: RESPONSE_LIMIT_MS },
        ];
      case 'answerRelease':
        return [
          ...send({ kind: 'releaseAnswer', reason: RELEASE_REASON.normal }),
          ...(this.#state === 'unassociated' ? left({ by: 'release' }) : []),
        ];
      case 'released':
        return left({ by: 'release' });
      case 'aborted':
        return left(parting ?? { by: 'release' });
      default:
        return received === undefined ? [] : this.#actOnMessage(action, received);
    }
  }

  #actOnMessage(
    action: Extract<ManagerAction, string>,
    received: { readonly invokeId: number; readonly message: Message; readonly bytes: Uint8Array },
  ): Effect[] {
    const { invokeId, message, bytes } = received;
    if (action === 'refuseService') return send(errorAnswer(invokeId, refusalOf(message)));
    if (action === 'deliverAnswer') {
      this.#waiting = undefined;
      return [
        { kind: 'limit', milliseconds: undefined },
        { kind: 'answer', message },
      ];
    }
    if (message.kind !== 'eventReport') return [];
    if (action === 'checkConfiguration') return this.#check(invokeId, message);
    if (action !== 'deliverReport') return [];
    const hex = message.confirmed ? toHex(bytes) : '';
    const repeated = hex !== '' && hex === this.#lastReport;
    this.#lastReport = hex;
    return [{ kind: 'report', invokeId, event: message, bytes, repeated }];
  }

  #check(invokeId: number, event: EventReport): Effect[] {
    const agent = this.#agent;
    if (agent === undefined) return [];
    const judged = this.#book.judge(event.info, agent);
    const isTaken = judged.verdict === 'taken';
    this.#state = transition(this.#state, isTaken ? 'configurationTaken' : 'configurationRefused').next;
    if (isTaken) this.#configuration = judged.configuration;
    const result = isTaken ? CONFIGURATION_RESULT.accepted : judged.result;
    return [
      ...send(configurationAnswer(invokeId, event, judged.id, result)),
      // A refused one may be followed by another within the same time.
      ...(isTaken ? this.#operating() : [{ kind: 'limit', milliseconds: CONFIGURATION_LIMIT_MS } as const]),
    ];
  }

  #operating(): Effect[] {
    const agent = this.#agent;
    const configuration = this.#configuration;
    if (agent === undefined || configuration === undefined) return [];
    return [
      { kind: 'limit', milliseconds: undefined },
      { kind: 'operating', agent, configuration },
    ];
  }

  /** All invoke-ids are void. */
  #forget(): void {
    this.#agent = undefined;
    this.#configuration = undefined;
    this.#waiting = undefined;
    this.#lastReport = '';
  }
}

function send(apdu: Apdu): Effect[] {
  return [{ kind: 'send', apdu }];
}

function left(parting: Parting): Effect[] {
  return [
    { kind: 'limit', milliseconds: undefined },
    { kind: 'unassociated', parting },
  ];
}

/** A manager has no objects of its own; reports before the configuration are not allowed. */
function refusalOf(message: Message): number {
  return message.kind === 'eventReport' ? ERROR_VALUE.notAllowed : ERROR_VALUE.noSuchObject;
}
