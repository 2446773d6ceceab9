import { createLlrpSimulator, type LlrpSimulator } from '../../../drivers/rfid/llrp/index.ts';
import type { Clock } from '../../../drivers/transport/transport.ts';
import type { DeskTag, RoomFault } from './messages.ts';
import { openTcpPlug } from './plug.ts';
import { createTagSupply, lastingTid } from './tag-supply.ts';
import { createVirtualDevice, type VirtualDevice } from './virtual-device.ts';

/** A web server's answer: what comes when somebody typed the address of something else. */
const foreignBytes = Uint8Array.from(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n', 'latin1'));
const garbageEveryMs = 1000;

/**
 * Made-up readers: IANA's enterprise number for examples and locally administered addresses. Two readers of one room
 * must not have the same.
 */
const identity = { vendor: 32_473, model: 4, firmware: 'virtual room 1' } as const;
export const readerIds = { portal: '02005E000011', desk: '02005E000012' } as const;

export interface VirtualReader {
  readonly device: VirtualDevice;
  readonly simulator: LlrpSimulator;
}

/** An LLRP reader with a plug. The fault `antenna-down` takes its highest antenna off. */
export async function openReader(options: {
  readonly clock: Clock;
  readonly antennas: number;
  readonly readerId: string;
  readonly onFault: () => void;
}): Promise<VirtualReader> {
  const { clock, antennas, onFault } = options;
  const simulator = createLlrpSimulator({
    clock,
    antennas,
    identity: { ...identity, readerId: options.readerId },
  });
  const plug = await openTcpPlug(clock, (transport) => simulator.accept(transport));
  let cancelGarbage = (): void => {};
  let antennaDown = false;
  const babble = (): void => {
    simulator.sendGarbage(foreignBytes);
    cancelGarbage = clock.after(garbageEveryMs, babble);
  };
  const misbehave = (fault: RoomFault): void => {
    cancelGarbage();
    simulator.misbehaviour.silent = fault === 'silent';
    if (fault === 'garbage') babble();
    const down = fault === 'antenna-down';
    if (down !== antennaDown) simulator.setAntennaConnected(antennas, !down);
    antennaDown = down;
  };
  const device = createVirtualDevice({
    clock,
    plug,
    misbehave,
    onFault,
    losePower: () => simulator.reboot(),
    stop() {
      cancelGarbage();
      simulator.stop();
    },
  });
  return { device, simulator };
}

interface DeskContent {
  readonly epc: string;
  readonly tid: string;
}

type Memory = ReturnType<LlrpSimulator['placeTag']>;

/** 发卡台: what lies on the antenna of the desk reader, and what has been written into it. */
export class DeskTags {
  readonly #simulator: LlrpSimulator;
  readonly #blanks;
  readonly #onDesk = new Map<string, Memory>();
  /** EPCs of tags that were written here and taken away, by TID. */
  readonly #written = new Map<string, string>();
  #shown = '';

  /** @param batch keeps the blank tags of this run apart from those of others */
  constructor(simulator: LlrpSimulator, batch: number) {
    this.#simulator = simulator;
    this.#blanks = createTagSupply(batch);
  }

  lay(tag: DeskTag): void {
    const blank = tag.epc === null && tag.tid === null ? this.#blanks.next() : undefined;
    const tid = (tag.tid ?? blank?.tid ?? lastingTid(tag.epc ?? '')).toUpperCase();
    const epc = tag.epc ?? this.#written.get(tid) ?? blank?.epc ?? tid;
    if (!this.#onDesk.has(tid)) this.#onDesk.set(tid, this.#simulator.placeTag({ epc, tid }));
  }

  clear(): void {
    for (const [tid, memory] of this.#onDesk) {
      this.#written.set(tid, memory.epc);
      this.#simulator.removeTag(tid);
    }
    this.#onDesk.clear();
  }

  /** What lies there now, if that is something else than at the call before. */
  news(): readonly DeskContent[] | undefined {
    const content = [...this.#onDesk.values()].map(({ epc, tid }) => ({ epc, tid }));
    const shown = JSON.stringify(content);
    if (shown === this.#shown || (shown === '[]' && this.#shown === '')) return undefined;
    this.#shown = shown;
    return content;
  }
}
