import { describe, expect, it } from 'vitest';
import {
  type ManagerEvent,
  managerEvents,
  type ManagerState,
  managerStates,
  transition,
} from './state-machine.ts';

/** Next state and action, `abort n` with its reason; a state that is not named stays. */
type Expected = { readonly [Event in ManagerEvent]?: string };

const NOTHING = 'stays none';
const ABORT = 'unassociated abort 0';
/** Every APDU that can only be a mistake in an association. */
const MISTAKES: Expected = {
  requestKnown: ABORT,
  requestUnknown: ABORT,
  requestRefused: ABORT,
  associationAnswer: ABORT,
  strayAnswer: ABORT,
  malformed: ABORT,
  abortWanted: ABORT,
  abort: 'unassociated aborted',
  disconnected: 'disconnected none',
};
const CONFIGURING: Expected = {
  ...MISTAKES,
  releaseWanted: 'disassociating sendReleaseRequest',
  timeout: 'unassociated abort 3',
  releaseRequest: 'unassociated answerRelease',
  releaseAnswer: ABORT,
  answer: ABORT,
  confirmedReport: 'stays refuseService',
  foreignRequest: 'stays refuseService',
};

const EXPECTED: { readonly [State in ManagerState]: Expected } = {
  disconnected: { connected: 'unassociated none' },
  unassociated: {
    disconnected: 'disconnected none',
    requestKnown: 'operating accept',
    requestUnknown: 'waitingForConfiguration acceptUnknown',
    requestRefused: 'stays refuse',
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
    configurationReport: 'checkingConfiguration checkConfiguration',
  },
  checkingConfiguration: {
    ...CONFIGURING,
    configurationReport: 'stays refuseService',
    configurationTaken: 'operating takeConfiguration',
    configurationRefused: 'waitingForConfiguration refuseConfiguration',
  },
  operating: {
    ...MISTAKES,
    releaseWanted: 'disassociating sendReleaseRequest',
    timeout: 'unassociated abort 2',
    releaseRequest: 'unassociated answerRelease',
    releaseAnswer: ABORT,
    configurationReport: 'stays refuseService',
    confirmedReport: 'stays deliverReport',
    unconfirmedReport: 'stays deliverReport',
    foreignRequest: 'stays refuseService',
    answer: 'stays deliverAnswer',
  },
  disassociating: {
    ...MISTAKES,
    timeout: 'unassociated abort 2',
    releaseRequest: 'stays answerRelease',
    releaseAnswer: 'unassociated released',
  },
};

describe('state table of the manager', () => {
  const cases = managerStates.flatMap((state) => managerEvents.map((event) => [state, event] as const));

  it('has every event in every state', () => {
    expect(cases).toHaveLength(managerStates.length * managerEvents.length);
  });

  it.each(cases)('%s: %s', (state, event) => {
    const { next, action } = transition(state, event);
    const told = typeof action === 'object' ? `abort ${action.abort}` : action;
    expect(`${next === state ? 'stays' : next} ${told}`).toBe(
      (EXPECTED[state][event] ?? NOTHING).replace(new RegExp(`^${state} `), 'stays '),
    );
  });

  it('leaves every association on abort, release and loss of the line, and never by itself', () => {
    for (const state of managerStates) {
      if (state === 'disconnected') continue;
      expect(transition(state, 'disconnected').next).toBe('disconnected');
      if (state !== 'unassociated') expect(transition(state, 'abort').next).toBe('unassociated');
    }
  });
});
