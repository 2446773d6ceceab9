import type { CommissioningFindings } from '../contract/device-work.ts';
import type { Credential } from '../contract/common.ts';
import { Refusal } from '../kernel/errors.ts';
import { type Procedures, personOf } from '../kernel/sessions/procedures.ts';
import type { DeviceHub } from './hub.ts';
import type { PositionList } from './position-list.ts';
import { actBy, type DeviceRecord } from './record/device-record.ts';

export interface CommissioningOptions {
  readonly os: Procedures;
  readonly hub: DeviceHub;
  readonly list: PositionList;
  readonly record: DeviceRecord;
  /** @throws Refusal of a wrong credential */
  readonly verify: (credential: Credential) => Promise<{ readonly person: string; readonly name: string }>;
  readonly now: () => number;
}

interface DriverFindings {
  readonly board: number;
  readonly sense?: string | undefined;
  readonly order?: string | undefined;
  readonly confirmed: readonly number[];
  readonly missing: readonly number[];
  readonly problems: readonly { readonly cell: number; readonly problem: string }[];
  readonly complete: boolean;
}

function findingsOf(answer: unknown): CommissioningFindings {
  const { board, sense, order, confirmed, missing, problems, complete } = answer as DriverFindings;
  return {
    board,
    sense: sense ?? null,
    order: order ?? null,
    confirmed: [...confirmed],
    missing: [...missing],
    problems: problems.map((problem) => ({ ...problem })),
    complete,
  };
}

/** Implements the commissioning of cabinets (逐门试开) and of stands: what was found goes into the position's settings. */
export function createCommissioning(options: CommissioningOptions) {
  const { hub, list, record } = options;
  const { devices } = options.os;

  async function findings(id: string, board: number): Promise<CommissioningFindings> {
    return findingsOf(await hub.request(id, 'commissionFindings', { board }));
  }

  /** @throws Refusal `devices.not_all_doors` while a door of a board has not been seen, or boards disagree */
  async function agreed(id: string): Promise<{ readonly sense: string; readonly order: string }> {
    const { boards } = (await hub.request(id, 'status', {})) as {
      readonly boards: readonly { readonly board: number }[];
    };
    const all = await Promise.all(boards.map(({ board }) => findings(id, board)));
    const missing = all.flatMap((found) => found.missing.map((cell) => `${found.board}-${cell}`));
    const [first] = all;
    const { sense, order } = first ?? { sense: null, order: null };
    const differing = all.some((found) => !found.complete || found.sense !== sense || found.order !== order);
    if (sense === null || order === null || differing) {
      throw new Refusal('devices.not_all_doors', { cells: missing.slice(0, 20).join('、') });
    }
    return { sense, order };
  }

  return {
    commissionCell: devices.commissionCell.handler(({ input, context: { caller } }) => {
      const position = list.require(input.id);
      const { board, cell, commandId } = input;
      const trial = { kind: 'commission', place: `${board}-${cell}` } as const;
      const what = { board, cell, transactionId: commandId };
      return record.trial(actBy(caller, commandId), position, trial, async () =>
        findingsOf(await hub.request(position.id, 'commissionOpen', what)),
      );
    }),

    commissionFindings: devices.commissionFindings.handler(({ input }) =>
      findings(list.require(input.id).id, input.board),
    ),

    commissionReset: devices.commissionReset.handler(async ({ input }) => {
      await hub.request(list.require(input.id).id, 'commissionReset', { board: input.board });
      return {};
    }),

    commissionCabinet: devices.commissionCabinet.handler(async ({ input, context }) => {
      const { session } = personOf(context.caller);
      const position = list.require(input.id);
      const witness = await options.verify(input.witness);
      if (witness.person === session.person.id) throw new Refusal('devices.witness_is_self', {});
      const { sense, order } = await agreed(position.id);
      const commissioning = {
        commissionedAt: new Date(options.now()).toISOString(),
        commissionedBy: session.person.name,
        commissionedWitness: witness.name,
      };
      await list.replace({
        ...position,
        settings: {
          ...position.settings,
          contactSense: sense,
          maskOrder: order,
          commissioned: true,
          ...commissioning,
        },
      });
      const by = actBy(context.caller, input.commandId);
      await record.cabinetCommissioned(by, position, { sense, order }, witness);
      return { witness: witness.name };
    }),

    commissionStand: devices.commissionStand.handler(async ({ input, context: { caller } }) => {
      const position = list.require(input.id);
      const { weightKg, heightCm } = input;
      const answer = (await hub.request(position.id, 'commission', {
        ...(weightKg === null ? {} : { weightKg }),
        ...(heightCm === null ? {} : { heightCm }),
      })) as { readonly weightDifferenceKg: number | null; readonly heightDifferenceCm: number | null };
      await list.replace({ ...position, settings: { ...position.settings, confirmed: true } });
      await record.standCommissioned(actBy(caller, input.commandId), position, answer);
      return {
        weightDifferenceKg: answer.weightDifferenceKg,
        heightDifferenceCm: answer.heightDifferenceCm,
      };
    }),
  };
}
