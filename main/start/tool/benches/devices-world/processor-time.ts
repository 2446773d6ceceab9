import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processor time of all threads of a process, milliseconds: `/proc/<pid>/task/<tid>/schedstat`, nanoseconds on the
 * processor (proc(5), sched-stats), which counts finer than the ticks of `/proc/<pid>/stat`.
 */
export function processorTime(id: number): number {
  const folder = `/proc/${id}/task`;
  return readdirSync(folder).reduce((sum, task) => sum + threadTime(`${folder}/${task}/schedstat`), 0);
}

/** 0 for a thread that has just ended. */
function threadTime(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split(' ')[0]) / 1_000_000;
  } catch {
    return 0;
  }
}
