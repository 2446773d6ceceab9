import type { MeasuredUnit, ReadingContent } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { scaledDecimal } from '../decimal.ts';

export type ProcedureStep = 'begin' | 'zero' | 'tare' | 'weigh' | 'finish' | 'cancel';

/** One value of the record as the balance sent it. */
export interface WeighedValue {
  /** With the decimals of the balance: they are its resolution and belong to the evidence. */
  readonly text: string;
  readonly unit: MeasuredUnit;
  /** The raw line, hexadecimal. */
  readonly raw: string;
  /** UTC milliseconds of this computer. */
  readonly at: number;
}

/** 毒品称量记录: what an evidence room keeps of one weighing of a substance (weight-height.md section 2). */
export interface WeighingRecord {
  readonly model: string;
  readonly serial: string;
  readonly begunAt: number;
  readonly zeroedAt: number;
  readonly tare: WeighedValue | null;
  readonly weighings: readonly WeighedValue[];
  /** The empty pan at the end: how far the balance has drifted from zero. */
  readonly drift: WeighedValue;
}

/** Three weighings are what rules ask for; more is a mistake of the hand. */
const MOST_WEIGHINGS = 10;

/**
 * The order of a weighing of drugs: identity → zero with empty pan → tare of the container → substance, as often as the
 * rules ask → pan empty again. A step out of order is refused: a weighing without its zero proves nothing. Pure.
 */
export class WeighingProcedure {
  #identity: { readonly model: string; readonly serial: string; readonly at: number } | undefined;
  #zeroedAt: number | undefined;
  #tare: WeighedValue | null = null;
  #weighings: WeighedValue[] = [];

  /** @throws DeviceError `device.refused` when the step is not next */
  require(step: ProcedureStep): void {
    const allowed =
      step === 'begin' || step === 'cancel'
        ? true
        : step === 'zero'
          ? this.#identity !== undefined && this.#weighings.length === 0
          : step === 'tare'
            ? this.#zeroedAt !== undefined && this.#weighings.length === 0
            : step === 'weigh'
              ? this.#zeroedAt !== undefined && this.#weighings.length < MOST_WEIGHINGS
              : this.#weighings.length > 0;
    if (!allowed) {
      throw new DeviceError('device.refused', `${step} is not the next step of this weighing`, {
        detail: { step, code: 'scale.wrong_step' },
      });
    }
  }

  /** @throws DeviceError `device.refused` when the balance is not the registered one */
  begun(identity: Readonly<Record<string, string>>, expected: string | undefined, at: number): unknown {
    const { model = '', serial = '' } = identity;
    if (serial === '' || (expected !== undefined && expected !== serial)) {
      throw new DeviceError('device.refused', 'this is not the registered balance', {
        detail: { code: 'scale.wrong_balance', expected: expected ?? null, serial },
      });
    }
    this.cancelled();
    this.#identity = { model, serial, at };
    return { model, serial };
  }

  zeroed(raw: string, at: number): unknown {
    this.#zeroedAt = at;
    this.#tare = null;
    return { raw, at };
  }

  tared(reading: ReadingContent, at: number): WeighedValue {
    const tare = valueOf(reading, 'tare', at);
    this.#tare = tare;
    return tare;
  }

  /** @throws DeviceError `device.refused` for an empty pan or another unit than before */
  weighed(reading: ReadingContent, at: number): WeighedValue {
    const value = valueOf(reading, 'weight', at);
    const unit = this.#weighings[0]?.unit ?? this.#tare?.unit ?? value.unit;
    if (value.unit !== unit || Number(value.text) <= 0) {
      throw new DeviceError('device.refused', 'empty pan or another unit than before', {
        retryable: true,
        detail: { code: 'scale.empty_or_other_unit', text: value.text, unit: value.unit },
      });
    }
    this.#weighings.push(value);
    return value;
  }

  /** The record; the procedure is over. */
  finished(reading: ReadingContent, at: number): WeighingRecord {
    const identity = this.#identity;
    const zeroedAt = this.#zeroedAt;
    if (identity === undefined || zeroedAt === undefined) {
      throw new DeviceError('device.refused', 'no weighing was begun', {
        detail: { code: 'scale.wrong_step' },
      });
    }
    const { model, serial } = identity;
    const left = valueOf(reading, 'weight', at);
    // With a tare the empty pan shows minus the container: the drift is what is left of zero.
    const drift = this.#tare === null ? left : { ...left, text: sum(left.text, this.#tare.text) };
    const record = {
      model,
      serial,
      begunAt: identity.at,
      zeroedAt,
      tare: this.#tare,
      weighings: this.#weighings,
      drift,
    };
    this.cancelled();
    return record;
  }

  cancelled(): unknown {
    this.#identity = undefined;
    this.#zeroedAt = undefined;
    this.#tare = null;
    this.#weighings = [];
    return { cancelled: true };
  }
}

function valueOf(reading: ReadingContent, name: 'weight' | 'tare', at: number): WeighedValue {
  const text = reading.text?.[name];
  const unit = reading.units[name];
  if (text === undefined || unit === undefined) {
    throw new DeviceError('protocol.unexpected', `the balance sent no ${name}`, {
      detail: { raw: reading.raw },
    });
  }
  return { text, unit, raw: reading.raw, at };
}

/** Sum of two decimal texts, exactly. */
function sum(first: string, second: string): string {
  const decimals = (text: string): number => text.split('.')[1]?.length ?? 0;
  const places = Math.max(decimals(first), decimals(second));
  const whole = (text: string): number => Math.round(Number(text) * 10 ** places);
  const total = whole(first) + whole(second);
  return scaledDecimal(Math.abs(total), -places, total < 0);
}
