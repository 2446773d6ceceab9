import { DeviceError } from '../errors.ts';
import { isChecked } from '../framing/describing-decoder.ts';
import { fromHex } from '../framing/hexadecimal.ts';
import type { Framer } from '../framing/framer.ts';
import {
  type SimulatedDevice,
  type SimulatorStage,
  type SimulatorStep,
  wholeNumber,
} from '../simulator/simulator-stage.ts';
import { VirtualBoard } from './virtual-board.ts';

/** What a host wants of a board, whatever the maker. */
export type HostAsks =
  | { readonly asks: 'open'; readonly board: number; readonly cell: number }
  | { readonly asks: 'openAll'; readonly board: number }
  | { readonly asks: 'status'; readonly board: number; readonly cell: number }
  | { readonly asks: 'statusOfAll'; readonly board: number }
  | { readonly asks: 'hold' | 'release'; readonly board: number; readonly cell: number }
  | { readonly asks: 'other'; readonly board: number; readonly answer: Uint8Array };

/** The maker's side of a simulated board: frames in, frames out. */
export interface BoardCodec<Frame extends { readonly kind: 'checked' }> {
  createFramer(): Framer<Frame>;
  /** `undefined` for frames that are none of a host. */
  asks(frame: Frame): HostAsks | undefined;
  acknowledged(board: VirtualBoard, cell: number): Uint8Array;
  held(board: VirtualBoard, cell: number, action: 'hold' | 'release'): Uint8Array;
  statusOf(board: VirtualBoard, cell: number): Uint8Array;
  statusOfAll(board: VirtualBoard): Uint8Array;
  /** A change told unasked, where the maker's boards do that. */
  readonly change?: (board: VirtualBoard, cell: number) => Uint8Array;
  readonly mostCells: number;
}

const ANSWER_MS = 30;

/**
 * Boards on one bus. Own steps, each optionally with `"board"` (default: the first):
 *
 * - `{"boards":[{"address":1,"cells":24,"contactSense","maskOrder","pulseMs"}]}` instead of one usual board
 * - `{"shut":5}` `{"force":5}` by hand · `{"stick":5}` `{"unstick":5}` · `{"goods":3}` `{"empty":3}`
 * - `{"losePower":true}` `{"noise":"00FF"}` before every answer · `{"deaf":2}` neither obeys nor answers so often
 * - `{"tellChanges":true}` tells changes unasked
 */
export class SimulatedBoards<Frame extends { readonly kind: 'checked' }> implements SimulatedDevice {
  readonly #codec: BoardCodec<Frame>;
  readonly #framer: Framer<Frame>;
  readonly #boards = new Map<number, VirtualBoard>();
  readonly #firstAddress: number;
  readonly #timers = new Set<() => void>();
  #noise = new Uint8Array(0);
  #deaf = 0;
  #tellsChanges = false;

  constructor(codec: BoardCodec<Frame>, firstAddress: number) {
    this.#codec = codec;
    this.#framer = codec.createFramer();
    this.#firstAddress = firstAddress;
  }

  step(step: SimulatorStep, stage: SimulatorStage): (() => Promise<void>) | undefined {
    const done = (did: string, action: () => void) => (): Promise<void> => {
      action();
      stage.report({ did });
      return Promise.resolve();
    };
    if (Array.isArray(step['boards'])) {
      const list: readonly unknown[] = step['boards'];
      const made = list.map((each) => this.#make(each, stage));
      return done('boards', () => {
        this.#boards.clear();
        for (const board of made) this.#boards.set(board.address, board);
      });
    }
    const { noise, tellChanges } = step;
    if (typeof noise === 'string') {
      const bytes = fromHex(noise);
      if (bytes === undefined) throw new DeviceError('input.invalid', 'noise is hexadecimal');
      return done('noise', () => {
        this.#noise = Uint8Array.from(bytes);
      });
    }
    if (step['deaf'] !== undefined) {
      const times = wholeNumber(step, 'deaf', 1);
      return done('deaf', () => {
        this.#deaf = times;
      });
    }
    if (typeof tellChanges === 'boolean') {
      return done('tellChanges', () => {
        this.#tellsChanges = tellChanges;
      });
    }
    const address = wholeNumber(step, 'board', this.#firstAddress);
    for (const [name, act] of Object.entries(DOOR_STEPS)) {
      if (step[name] === undefined) continue;
      const cell = step[name] === true ? 0 : wholeNumber(step, name, 1);
      return done(name, () => act(this.#board(address, stage), cell));
    }
    return undefined;
  }

  received(bytes: Uint8Array, stage: SimulatorStage): void {
    for (const line of this.#framer.push(bytes)) {
      if (!isChecked<Frame>(line)) continue;
      const asks = this.#codec.asks(line);
      if (asks !== undefined) this.#answer(asks, stage);
    }
  }

  ended(): void {
    for (const cancel of this.#timers) cancel();
    for (const board of this.#boards.values()) board.losePower();
  }

  #answer(asks: HostAsks, stage: SimulatorStage): void {
    const board = this.#board(asks.board, stage);
    if (board === undefined) return;
    if (this.#deaf > 0) {
      this.#deaf -= 1;
      stage.report({ did: 'deaf', asked: asks.asks });
      return;
    }
    const answer = this.#obey(asks, board);
    const cell = 'cell' in asks ? { cell: asks.cell } : {};
    const cancel = stage.clock.after(ANSWER_MS, () => {
      this.#timers.delete(cancel);
      const frame = Uint8Array.from([...this.#noise, ...answer()]);
      void stage.send(frame, { did: asks.asks, board: asks.board, ...cell }).catch(() => {});
    });
    this.#timers.add(cancel);
  }

  /** Obeys at once; the answer is put together when it leaves. */
  #obey(asks: HostAsks, board: VirtualBoard): () => Uint8Array {
    switch (asks.asks) {
      case 'open':
        board.pulse(asks.cell);
        return () => this.#codec.acknowledged(board, asks.cell);
      case 'openAll':
        for (let cell = 1; cell <= board.cells; cell += 1) board.pulse(cell);
        return () => this.#codec.statusOfAll(board);
      case 'hold':
      case 'release':
        board[asks.asks](asks.cell);
        return () => this.#codec.held(board, asks.cell, asks.asks);
      case 'status':
        return () => this.#codec.statusOf(board, asks.cell);
      case 'statusOfAll':
        return () => this.#codec.statusOfAll(board);
      case 'other':
        return () => asks.answer;
    }
  }

  /** Without a `boards` step there is one usual board. */
  #board(address: number, stage: SimulatorStage): VirtualBoard | undefined {
    if (this.#boards.size === 0) {
      const board = this.#make({ address: this.#firstAddress }, stage);
      this.#boards.set(board.address, board);
    }
    return this.#boards.get(address);
  }

  #make(value: unknown, stage: SimulatorStage): VirtualBoard {
    const raw: SimulatorStep = typeof value === 'object' && value !== null ? { ...value } : {};
    const { contactSense, maskOrder } = raw;
    const board: VirtualBoard = new VirtualBoard({
      clock: stage.clock,
      address: wholeNumber(raw, 'address', this.#firstAddress),
      cells: wholeNumber(raw, 'cells', this.#codec.mostCells),
      pulseMs: wholeNumber(raw, 'pulseMs', 500),
      ...(contactSense === 'closed-when-open' ? { contactSense } : {}),
      ...(maskOrder === 'first-first' ? { maskOrder } : {}),
      onChange: (cell, shut, by) => {
        stage.report({ did: 'door', board: board.address, cell, shut, by });
        if (!this.#tellsChanges || this.#codec.change === undefined) return;
        void stage.send(this.#codec.change(board, cell), { did: 'change', cell }).catch(() => {});
      },
    });
    return board;
  }
}

const DOOR_STEPS: Readonly<Record<string, (board: VirtualBoard | undefined, cell: number) => void>> = {
  shut: (board, cell) => board?.shut(cell),
  force: (board, cell) => board?.force(cell),
  stick: (board, cell) => board?.stick(cell),
  unstick: (board, cell) => board?.stick(cell, false),
  goods: (board, cell) => board?.putGoods(cell),
  empty: (board, cell) => board?.putGoods(cell, false),
  losePower: (board) => board?.losePower(),
};
