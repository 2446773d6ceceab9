import type { Group } from './codec.ts';
import { CONFIG_ITEM } from './commands.ts';
import { groupAt, numberAt } from './groups.ts';
import type { VirtualInventory } from './simulator-inventory.ts';
import { ROSPEC_EXISTS, statusOf, SUCCESS } from './simulator-tables.ts';

/** What the request handlers may see and change of a virtual reader. */
export interface RequestContext {
  readonly inventory: VirtualInventory;
  readonly capabilities: () => Group;
  /** Body of GET_READER_CONFIG_RESPONSE without its status. */
  readonly configuration: () => Group;
  readonly stateValue: () => number;
  readonly applyConfiguration: (config: Group) => void;
  /** Called after every change of configuration or specs. */
  readonly changed: () => void;
}

type Handler = (context: RequestContext, body: Group) => Group;

const noSuch = (what: string): Group => statusOf(100, `${what} does not exist`);

const NOT_DISABLED = statusOf(100, 'ROSpec must be added disabled');
const NOT_ENABLED = statusOf(100, 'ROSpec is not enabled');

/** Applies `action` to the ROSpec with this id, or to all for id 0. */
function forRoSpecs(
  context: RequestContext,
  body: Group,
  action: (
    id: number,
    entry: NonNullable<ReturnType<VirtualInventory['roSpecs']['get']>>,
  ) => Group | undefined,
): Group {
  const wanted = numberAt(body, 'roSpecId') ?? 0;
  const found = [...context.inventory.roSpecs].filter(([id]) => wanted === 0 || id === wanted);
  if (wanted !== 0 && found.length === 0) return noSuch(`ROSpec ${wanted}`);
  for (const [id, entry] of found) {
    const refusal = action(id, entry);
    if (refusal !== undefined) return refusal;
  }
  context.changed();
  return SUCCESS;
}

function forAccessSpecs(context: RequestContext, body: Group, action: (id: number) => void): Group {
  const wanted = numberAt(body, 'accessSpecId') ?? 0;
  const { accessSpecs } = context.inventory;
  if (wanted !== 0 && !accessSpecs.has(wanted)) return noSuch(`AccessSpec ${wanted}`);
  for (const id of [...accessSpecs.keys()]) if (wanted === 0 || id === wanted) action(id);
  context.changed();
  return SUCCESS;
}

function addRoSpec(context: RequestContext, body: Group): Group {
  const spec = groupAt(body, 'roSpec') ?? {};
  const id = numberAt(spec, 'roSpecId') ?? 0;
  const { roSpecs } = context.inventory;
  // One ROSpec at a time, like several real readers (llrp.md section 4).
  if (roSpecs.size > 0)
    return roSpecs.has(id) ? ROSPEC_EXISTS : statusOf(100, 'only one ROSpec is supported');
  if (id === 0 || numberAt(spec, 'currentState') !== 0) return NOT_DISABLED;
  roSpecs.set(id, { spec, state: 'disabled', cancel: () => {}, waiting: [] });
  context.changed();
  return SUCCESS;
}

function addAccessSpec(context: RequestContext, body: Group): Group {
  const spec = groupAt(body, 'accessSpec') ?? {};
  const id = numberAt(spec, 'accessSpecId') ?? 0;
  if (id === 0 || context.inventory.accessSpecs.has(id)) return statusOf(100, 'AccessSpecID already in use');
  const stop = groupAt(spec, 'accessSpecStopTrigger');
  const left =
    numberAt(stop, 'accessSpecStopTrigger') === 1 ? numberAt(stop, 'operationCountValue') : undefined;
  context.inventory.accessSpecs.set(id, { spec, enabled: false, left });
  context.changed();
  return SUCCESS;
}

const STATE_NUMBER = { disabled: 0, inactive: 1, active: 2 } as const;

/** Requests a virtual reader answers, by message name; every other one gets ERROR_MESSAGE 109. */
export const REQUEST_HANDLERS: Readonly<Record<string, Handler>> = {
  GET_READER_CAPABILITIES: (context) => ({ ...SUCCESS, ...context.capabilities() }),
  GET_READER_CONFIG: (context, body) => {
    const onlyState = numberAt(body, 'requestedData') === CONFIG_ITEM.configurationState;
    const state = { llrpConfigurationStateValue: { llrpConfigurationStateValue: context.stateValue() } };
    return { ...SUCCESS, ...(onlyState ? {} : context.configuration()), ...state };
  },
  SET_READER_CONFIG: (context, body) => {
    context.applyConfiguration(body);
    context.changed();
    return SUCCESS;
  },
  ADD_ROSPEC: addRoSpec,
  DELETE_ROSPEC: (context, body) =>
    forRoSpecs(context, body, (id) => {
      context.inventory.delete(id);
      return undefined;
    }),
  ENABLE_ROSPEC: (context, body) =>
    forRoSpecs(context, body, (id, entry) => {
      if (entry.state !== 'disabled') return undefined;
      entry.state = 'inactive';
      const trigger = groupAt(groupAt(entry.spec, 'roBoundarySpec'), 'roSpecStartTrigger');
      if (numberAt(trigger, 'triggerType') === 1) context.inventory.start(id, entry);
      return undefined;
    }),
  DISABLE_ROSPEC: (context, body) =>
    forRoSpecs(context, body, (id, entry) => {
      context.inventory.end(id, 1);
      entry.state = 'disabled';
      return undefined;
    }),
  START_ROSPEC: (context, body) =>
    forRoSpecs(context, body, (id, entry) => {
      if (entry.state === 'disabled') return NOT_ENABLED;
      if (entry.state === 'inactive') context.inventory.start(id, entry);
      return undefined;
    }),
  STOP_ROSPEC: (context, body) =>
    forRoSpecs(context, body, (id) => {
      context.inventory.end(id, 1);
      return undefined;
    }),
  GET_ROSPECS: ({ inventory }) => ({
    ...SUCCESS,
    roSpec: [...inventory.roSpecs.values()].map(({ spec, state }) => ({
      ...spec,
      currentState: STATE_NUMBER[state],
    })),
  }),
  ADD_ACCESSSPEC: addAccessSpec,
  DELETE_ACCESSSPEC: (context, body) =>
    forAccessSpecs(context, body, (id) => context.inventory.accessSpecs.delete(id)),
  ENABLE_ACCESSSPEC: (context, body) => switchAccessSpecs(context, body, true),
  DISABLE_ACCESSSPEC: (context, body) => switchAccessSpecs(context, body, false),
  GET_ACCESSSPECS: ({ inventory }) => ({
    ...SUCCESS,
    accessSpec: [...inventory.accessSpecs.values()].map(({ spec, enabled }) => ({
      ...spec,
      currentState: enabled,
    })),
  }),
};

function switchAccessSpecs(context: RequestContext, body: Group, enabled: boolean): Group {
  return forAccessSpecs(context, body, (id) => {
    const entry = context.inventory.accessSpecs.get(id);
    if (entry !== undefined) entry.enabled = enabled;
  });
}
