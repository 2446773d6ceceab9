import { hex4, toHex } from '../../framing/hexadecimal.ts';
import { type Metric, parseType, parseTypes, wholeU16 } from './configuration.ts';
import { MderReader, malformed } from './mder.ts';
import { contextFlag, type NomenclatureType, statusFlags } from './metrics.ts';
import { ATTRIBUTE, attributeName } from './nomenclature.ts';
import { decodeFloat, decodeSfloat, type MderNumber } from './numbers.ts';
import { readAbsoluteTime, readBaseOffsetTime } from './times.ts';

/** One number with what it is a number of. */
export interface ObservedNumber {
  readonly type: NomenclatureType;
  readonly number: MderNumber;
}

/** One observation with its meaning. */
export interface Observation {
  readonly handle: number;
  readonly type: NomenclatureType | undefined;
  readonly start: number;
  readonly end: number;
  readonly numbers: readonly ObservedNumber[];
  readonly unitCode: number | undefined;
  /** Device time; `null` = the device has none, `undefined` = the observation carries none. */
  readonly at: string | null | undefined;
  /** Measurement status bits. */
  readonly status: number;
  readonly flags: readonly string[];
  /** Everything else the observation carries, for the lines of `decode`. */
  readonly details: Readonly<Record<string, unknown>> | undefined;
}

export const NO_FLAGS: readonly string[] = [];

/** Collects the attributes of one observation, which come in any order and may override the configuration. */
export class Gathering {
  readonly #metric: Metric | undefined;
  #type: NomenclatureType | undefined;
  #parts: readonly number[];
  #unitCode: number | undefined;
  #single: MderNumber | undefined;
  #compound: readonly MderNumber[] | undefined;
  #named: ObservedNumber[] | undefined;
  #at: string | null | undefined;
  #status = 0;
  #flags: string[] | undefined;
  #oid: number | undefined;
  #oidPartition: number | undefined;
  #details: Record<string, unknown> | undefined;

  constructor(metric: Metric | undefined) {
    this.#metric = metric;
    this.#type = metric?.type;
    this.#parts = metric?.parts ?? [];
    this.#unitCode = metric?.unitCode;
    for (const type of metric?.supplementalTypes ?? []) this.#flag(contextFlag(type));
  }

  take(id: number, reader: MderReader): void {
    switch (id) {
      case ATTRIBUTE.basicValue:
        this.#single = decodeSfloat(reader.u16());
        return;
      case ATTRIBUTE.simpleValue:
        this.#single = decodeFloat(reader.u32());
        return;
      case ATTRIBUTE.compoundBasicValue:
        this.#compound = readCompound(reader);
        return;
      case ATTRIBUTE.compoundSimpleValue:
        this.#compound = reader.list((entry) => decodeFloat(entry.u32()));
        return;
      case ATTRIBUTE.numericValue:
        this.#named = [this.#numericValue(reader)];
        return;
      case ATTRIBUTE.compoundValue:
        this.#named = reader.list((entry) => this.#numericValue(entry));
        return;
      case ATTRIBUTE.absoluteTimeStamp:
      case ATTRIBUTE.absoluteTime:
        this.#at = readAbsoluteTime(reader);
        return;
      case ATTRIBUTE.baseOffsetTimeStamp:
      case ATTRIBUTE.baseOffsetTime:
        this.#at = readBaseOffsetTime(reader);
        return;
      case ATTRIBUTE.measurementStatus:
        this.#status = reader.u16();
        return;
      case ATTRIBUTE.enumerationOid:
        this.#oid = reader.u16();
        return;
      case ATTRIBUTE.enumerationPartition:
        this.#oidPartition = reader.u16();
        return;
      case ATTRIBUTE.enumerationBits16:
        this.#bits(reader.u16(), 4);
        return;
      case ATTRIBUTE.enumerationBits32:
        this.#bits(reader.u32(), 8);
        return;
      case ATTRIBUTE.relativeTimeStamp:
        this.#detail(attributeName(id), reader.u32());
        return;
      default:
        this.#rare(id, reader.octets(reader.left));
    }
  }

  finish(handle: number, { start, end }: { readonly start: number; readonly end: number }): Observation {
    if (this.#oid !== undefined) this.#enumeration(this.#oid);
    return {
      handle,
      type: this.#type,
      start,
      end,
      numbers: this.#numbers(),
      unitCode: this.#unitCode,
      at: this.#at,
      status: this.#status,
      flags: this.#flags ?? NO_FLAGS,
      details: this.#details,
    };
  }

  #numbers(): readonly ObservedNumber[] {
    if (this.#named !== undefined) return this.#named;
    const type = this.#type;
    if (this.#compound !== undefined) {
      return compoundNumbers(this.#compound, this.#parts, this.#metric?.partition ?? 0);
    }
    if (this.#single === undefined) return [];
    if (type === undefined) throw malformed('field', 'a value of nothing');
    return [{ type, number: this.#single }];
  }

  /** Metric id, status, unit, FLOAT. */
  #numericValue(reader: MderReader): ObservedNumber {
    const code = reader.u16();
    this.#status |= reader.u16();
    this.#unitCode = reader.u16();
    return { type: { partition: this.#metric?.partition ?? 0, code }, number: decodeFloat(reader.u32()) };
  }

  /** What may override the configuration, and what has no meaning here. */
  #rare(id: number, value: Uint8Array): void {
    switch (id) {
      case ATTRIBUTE.unitCode:
        this.#unitCode = wholeU16(value);
        return;
      case ATTRIBUTE.type:
        this.#type = parseType(value);
        return;
      case ATTRIBUTE.physioId:
        this.#type = { partition: this.#metric?.partition ?? 0, code: wholeU16(value) };
        return;
      case ATTRIBUTE.physioIdList: {
        const reader = new MderReader(value);
        this.#parts = reader.list((entry) => entry.u16());
        reader.finish();
        return;
      }
      case ATTRIBUTE.supplementalTypes:
        for (const type of parseTypes(value)) this.#flag(contextFlag(type));
        return;
      default:
        this.#detail(attributeName(id), toHex(value));
    }
  }

  #bits(bits: number, digits: number): void {
    const flags = this.#type === undefined ? undefined : statusFlags(this.#type, bits);
    if (flags === undefined || digits !== 4)
      this.#detail('bits', bits.toString(16).toUpperCase().padStart(digits, '0'));
    else for (const flag of flags) this.#flag(flag);
  }

  #enumeration(code: number): void {
    const partition = this.#oidPartition ?? this.#type?.partition ?? 0;
    const flag = contextFlag({ partition, code });
    if (flag === undefined) this.#detail('enumeration', hex4(code));
    else this.#flag(flag);
  }

  #flag(flag: string | undefined): void {
    if (flag !== undefined) (this.#flags ??= []).push(flag);
  }

  #detail(name: string, value: unknown): void {
    (this.#details ??= {})[name] = value;
  }
}

export function readCompound(reader: MderReader): readonly MderNumber[] {
  return reader.list((entry) => decodeSfloat(entry.u16()));
}

/** Values in the order of the parts' codes. */
export function compoundNumbers(
  values: readonly MderNumber[],
  parts: readonly number[],
  partition: number,
): readonly ObservedNumber[] {
  if (values.length !== parts.length) throw malformed('field', 'a compound with wrong parts');
  return values.map((number, index) => ({ type: { partition, code: parts[index] ?? 0 }, number }));
}
