import * as z from 'zod/mini';
import { girthAnswer } from '../contract/device-work.ts';
import type { Attachments } from '../kernel/attachments/attachments.ts';
import type { Procedures } from '../kernel/sessions/procedures.ts';
import type { DeviceHub } from './hub.ts';
import { withoutPersons } from './live.ts';
import type { PositionList } from './position-list.ts';
import { actBy, type DeviceRecord } from './record/device-record.ts';
import { testPrintFor } from './test-print.ts';

export interface TrialsOptions {
  readonly os: Procedures;
  readonly hub: DeviceHub;
  readonly attachments: Attachments;
  readonly list: PositionList;
  readonly record: DeviceRecord;
  readonly now: () => number;
}

const testMilliseconds = { siren: 1000, strobe: 2000, door: 3000 } as const;
const testAction = { siren: 'sirenOn', strobe: 'strobeOn', door: 'releaseDoor' } as const;
/** Long enough for every tag on a desk to answer a few times. */
const testReadMilliseconds = 600;

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Implements what can be tried at a device (试一试), each by its own class. */
export function createTrials({ os: { devices }, hub, attachments, list, record, now }: TrialsOptions) {
  return {
    testPrint: devices.testPrint.handler(async ({ input }) => {
      const position = list.require(input.id);
      const job = await testPrintFor(position, crypto.randomUUID(), instant(now()));
      await hub.request(position.id, job.action, job.input);
      return { state: 'done', code: null };
    }),

    testSignals: devices.testSignals.handler(async ({ input, context: { caller } }) => {
      const position = list.require(input.id);
      const { commandId, what } = input;
      await record.trial(actBy(caller, commandId), position, { kind: what }, async () => {
        await hub.request(position.id, testAction[what], { milliseconds: testMilliseconds[what] });
        return {};
      });
      return {};
    }),

    snapshot: devices.snapshot.handler(async ({ input }) => {
      const position = list.require(input.id);
      const answer = (await hub.request(position.id, 'snapshot', {})) as {
        readonly at: number;
        readonly jpeg: Uint8Array;
      };
      const { hash } = await attachments.put(answer.jpeg);
      return { at: instant(answer.at), hash };
    }),

    readTags: devices.readTags.handler(async ({ input }) => {
      const position = list.require(input.id);
      const answer = (await hub.request(position.id, 'readTags', {
        milliseconds: testReadMilliseconds,
      })) as readonly {
        readonly epc: string;
        readonly tid?: string | null;
      }[];
      return answer.map(({ epc, tid }) => ({ epc, tid: tid ?? null }));
    }),

    act: devices.act.handler(async ({ input, context: { caller } }) => {
      const position = list.require(input.id);
      const { action, commandId } = input;
      const ask = async () => ({ answer: withoutPersons(await hub.request(position.id, action, {})) });
      // 钱箱: the one action without parameters that opens something.
      if (action === 'drawer') return record.trial(actBy(caller, commandId), position, { kind: action }, ask);
      return ask();
    }),

    typeGirth: devices.typeGirth.handler(async ({ input }) => {
      const position = list.require(input.id);
      const { girth, text, unit } = input;
      return z.parse(girthAnswer, await hub.request(position.id, 'typed', { girth, text, unit }));
    }),

    openCell: devices.openCell.handler(({ input, context: { caller } }) => {
      const position = list.require(input.id);
      const { board, cell, commandId } = input;
      const trial = { kind: 'open', place: `${board}-${cell}` } as const;
      return record.trial(actBy(caller, commandId), position, trial, async () => {
        // The same command sent again opens nothing a second time: the driver knows the transaction.
        const outcome = (await hub.request(position.id, 'open', {
          board,
          cell,
          transactionId: commandId,
        })) as {
          readonly acknowledged: boolean;
          readonly boltMoved: boolean | null;
          readonly doorOpen: boolean | null;
          readonly attempts: number;
        };
        const { acknowledged, boltMoved, doorOpen, attempts } = outcome;
        return { acknowledged, boltMoved, doorOpen, attempts };
      });
    }),
  };
}
