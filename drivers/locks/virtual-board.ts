import type { Clock } from '../transport/transport.ts';
import type { ContactSense, MaskOrder } from './cells.ts';

export interface VirtualBoardOptions {
  readonly clock: Clock;
  readonly address: number;
  readonly cells: number;
  readonly contactSense?: ContactSense;
  readonly maskOrder?: MaskOrder;
  readonly pulseMs?: number;
  /** Tells every change of a door, whoever made it. */
  readonly onChange?: (cell: number, shut: boolean, by: 'pulse' | 'hand') => void;
}

/** How long a bolt needs to draw back after the coil is energised. */
const BOLT_MS = 60;

/**
 * A lock board as all families have it: coils with a pulse that ends in the board, latches that spring open, doors that
 * somebody shuts or forces, stuck bolts, lost power. What its wire says is the simulators' business.
 */
export class VirtualBoard {
  readonly address: number;
  readonly cells: number;
  readonly contactSense: ContactSense;
  readonly maskOrder: MaskOrder;
  readonly #options: VirtualBoardOptions;
  readonly #shut: boolean[];
  readonly #stuck = new Set<number>();
  readonly #goods = new Set<number>();
  readonly #coils = new Map<number, () => void>();
  readonly #held = new Set<number>();
  #pulses = 0;
  pulseMs: number;

  constructor(options: VirtualBoardOptions) {
    this.#options = options;
    this.address = options.address;
    this.cells = options.cells;
    this.contactSense = options.contactSense ?? 'closed-when-locked';
    this.maskOrder = options.maskOrder ?? 'last-first';
    this.pulseMs = options.pulseMs ?? 500;
    this.#shut = Array.from({ length: options.cells }, () => true);
  }

  /** Coils that are energised now, with those held. */
  get energised(): readonly number[] {
    return [...new Set([...this.#coils.keys(), ...this.#held])].sort((a, b) => a - b);
  }

  /** Pulses given since it was made. */
  get pulses(): number {
    return this.#pulses;
  }

  isShut(cell: number): boolean {
    return this.#shut[cell - 1] ?? true;
  }

  hasGoods(cell: number): boolean {
    return this.#goods.has(cell);
  }

  /** Level of the feedback contact: closed or open, as it was wired. */
  contactClosed(cell: number): boolean {
    return this.isShut(cell) === (this.contactSense === 'closed-when-locked');
  }

  /** Starts the board's own pulse; the bolt draws back and the door springs open unless it is stuck. */
  pulse(cell: number): void {
    if (cell < 1 || cell > this.cells) return;
    this.#pulses += 1;
    this.#coils.get(cell)?.();
    const cancelBolt = this.#options.clock.after(BOLT_MS, () => {
      if (!this.#stuck.has(cell)) this.#move(cell, false, 'pulse');
    });
    const cancelPulse = this.#options.clock.after(this.pulseMs, () => {
      this.#coils.delete(cell);
    });
    this.#coils.set(cell, () => {
      cancelBolt();
      cancelPulse();
    });
  }

  hold(cell: number): void {
    this.#held.add(cell);
    if (!this.#stuck.has(cell)) this.#move(cell, false, 'pulse');
  }

  release(cell: number): void {
    this.#held.delete(cell);
  }

  shut(cell: number): void {
    this.#move(cell, true, 'hand');
  }

  force(cell: number): void {
    this.#move(cell, false, 'hand');
  }

  stick(cell: number, isStuck = true): void {
    if (isStuck) this.#stuck.add(cell);
    else this.#stuck.delete(cell);
  }

  putGoods(cell: number, isIn = true): void {
    if (isIn) this.#goods.add(cell);
    else this.#goods.delete(cell);
  }

  /** Coils drop; doors are outside and stay as they are. */
  losePower(): void {
    for (const cancel of this.#coils.values()) cancel();
    this.#coils.clear();
    this.#held.clear();
  }

  #move(cell: number, shut: boolean, by: 'pulse' | 'hand'): void {
    if (this.#shut[cell - 1] === undefined || this.#shut[cell - 1] === shut) return;
    this.#shut[cell - 1] = shut;
    this.#options.onChange?.(cell, shut, by);
  }
}
