import { ABORT_REASON } from './nomenclature.ts';

/** 管理者状态: where a manager stands with its agent (ieee-11073-20601.md section 7). */
export const managerStates = [
  'disconnected',
  'unassociated',
  'waitingForConfiguration',
  'checkingConfiguration',
  'operating',
  'disassociating',
] as const;
export type ManagerState = (typeof managerStates)[number];

export const managerEvents = [
  /** The line. */
  'connected',
  'disconnected',
  /** What this side wants. */
  'releaseWanted',
  'abortWanted',
  'timeout',
  'configurationTaken',
  'configurationRefused',
  /** Association requests: judged already. */
  'requestKnown',
  'requestUnknown',
  'requestRefused',
  /** All other APDUs. */
  'associationAnswer',
  'releaseRequest',
  'releaseAnswer',
  'abort',
  'configurationReport',
  'confirmedReport',
  'unconfirmedReport',
  /** Get, set or action from the agent; a manager has no objects. */
  'foreignRequest',
  /** An answer, error or reject that belongs to the request that waits, or to none. */
  'answer',
  'strayAnswer',
  /** Lengths that disagree or fields that cannot be. */
  'malformed',
] as const;
export type ManagerEvent = (typeof managerEvents)[number];

export type ManagerAction =
  | 'none'
  | 'accept'
  | 'acceptUnknown'
  | 'refuse'
  | 'checkConfiguration'
  | 'takeConfiguration'
  | 'refuseConfiguration'
  | 'deliverReport'
  | 'deliverAnswer'
  /** Error answer to a confirmed service that is not allowed here. */
  | 'refuseService'
  | 'sendReleaseRequest'
  | 'answerRelease'
  | 'released'
  | 'aborted'
  | { readonly abort: number };

export interface Transition {
  readonly next: ManagerState;
  readonly action: ManagerAction;
}

type Row = { readonly [Event in ManagerEvent]?: Transition };

const to = (next: ManagerState, action: ManagerAction): Transition => ({ next, action });
const ABORT = to('unassociated', { abort: ABORT_REASON.undefined });
const LOST = to('disconnected', 'none');

/** While a configuration is on its way nothing else may come; the agent may give up in every way. */
const CONFIGURING: Row = {
  disconnected: LOST,
  releaseWanted: to('disassociating', 'sendReleaseRequest'),
  abortWanted: ABORT,
  timeout: to('unassociated', { abort: ABORT_REASON.configurationTimeout }),
  requestKnown: ABORT,
  requestUnknown: ABORT,
  requestRefused: ABORT,
  associationAnswer: ABORT,
  releaseRequest: to('unassociated', 'answerRelease'),
  releaseAnswer: ABORT,
  abort: to('unassociated', 'aborted'),
  answer: ABORT,
  strayAnswer: ABORT,
  malformed: ABORT,
};

/**
 * The manager's state table; what stands in no row leaves everything as it is. Source: ieee-11073-20601.md section 7 and
 * the rules of the manager table of GitHub signove/antidote (facts). Where both leave it open, the association is given
 * up rather than a wrong frame believed.
 */
const TABLE: { readonly [State in ManagerState]: Row } = {
  disconnected: { connected: to('unassociated', 'none') },
  unassociated: {
    disconnected: LOST,
    requestKnown: to('operating', 'accept'),
    requestUnknown: to('waitingForConfiguration', 'acceptUnknown'),
    requestRefused: to('unassociated', 'refuse'),
    associationAnswer: ABORT,
    releaseRequest: ABORT,
    configurationReport: ABORT,
    confirmedReport: ABORT,
    unconfirmedReport: ABORT,
    foreignRequest: ABORT,
    answer: ABORT,
    strayAnswer: ABORT,
    malformed: ABORT,
  },
  waitingForConfiguration: {
    ...CONFIGURING,
    configurationReport: to('checkingConfiguration', 'checkConfiguration'),
    confirmedReport: to('waitingForConfiguration', 'refuseService'),
    foreignRequest: to('waitingForConfiguration', 'refuseService'),
  },
  checkingConfiguration: {
    ...CONFIGURING,
    configurationTaken: to('operating', 'takeConfiguration'),
    configurationRefused: to('waitingForConfiguration', 'refuseConfiguration'),
    configurationReport: to('checkingConfiguration', 'refuseService'),
    confirmedReport: to('checkingConfiguration', 'refuseService'),
    foreignRequest: to('checkingConfiguration', 'refuseService'),
  },
  operating: {
    disconnected: LOST,
    releaseWanted: to('disassociating', 'sendReleaseRequest'),
    abortWanted: ABORT,
    timeout: to('unassociated', { abort: ABORT_REASON.responseTimeout }),
    requestKnown: ABORT,
    requestUnknown: ABORT,
    requestRefused: ABORT,
    associationAnswer: ABORT,
    releaseRequest: to('unassociated', 'answerRelease'),
    releaseAnswer: ABORT,
    abort: to('unassociated', 'aborted'),
    configurationReport: to('operating', 'refuseService'),
    confirmedReport: to('operating', 'deliverReport'),
    unconfirmedReport: to('operating', 'deliverReport'),
    foreignRequest: to('operating', 'refuseService'),
    answer: to('operating', 'deliverAnswer'),
    strayAnswer: ABORT,
    malformed: ABORT,
  },
  disassociating: {
    disconnected: LOST,
    abortWanted: ABORT,
    timeout: to('unassociated', { abort: ABORT_REASON.responseTimeout }),
    requestKnown: ABORT,
    requestUnknown: ABORT,
    requestRefused: ABORT,
    associationAnswer: ABORT,
    // Both sides let go at once.
    releaseRequest: to('disassociating', 'answerRelease'),
    releaseAnswer: to('unassociated', 'released'),
    abort: to('unassociated', 'aborted'),
    strayAnswer: ABORT,
    malformed: ABORT,
  },
};

/** Total and pure: every event in every state. */
export function transition(state: ManagerState, event: ManagerEvent): Transition {
  return TABLE[state][event] ?? { next: state, action: 'none' };
}
