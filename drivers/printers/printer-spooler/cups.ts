import { queueOf, schedulerOf, type SpoolerAddress, submit, takeBack, stateOf } from './commands.ts';
import { isSchedulerRunning, readPrinterState, readQueue, readRequestId } from './frame.ts';
import type { RunCommand } from './session.ts';
import type { Spooler } from './spooler.ts';

/** CUPS on Debian, UOS and Kylin, by its client's commands. @param options CUPS options of every job */
export function createCupsSpooler(
  run: RunCommand,
  address: SpoolerAddress,
  options: readonly string[],
): Spooler {
  return {
    async submit(job) {
      const { code, output } = await run(submit(address, { ...job, options: [...options, ...job.options] }));
      const requestId = code === 0 ? readRequestId(output) : undefined;
      return requestId === undefined
        ? { accepted: false, code: 'printer.spooler_refused', said: output }
        : { accepted: true, requestId };
    },
    async isWaiting(requestId) {
      const { code, output } = await run(queueOf(address));
      return code === 0 ? readQueue(output).includes(requestId) : undefined;
    },
    async state() {
      const { code, output } = await run(stateOf(address));
      const state = code === 0 ? readPrinterState(output) : undefined;
      if (state !== undefined) return state;
      // A stopped service and a missing queue are told in the same words (seen with CUPS 2.4.2).
      const scheduler = await run(schedulerOf(address));
      return isSchedulerRunning(scheduler.output) ? 'printer.no_queue' : 'printer.no_spooler';
    },
    takeBack: async (requestId) => (await run(takeBack(address, requestId))).code === 0,
  };
}
