import { type Attribute, attributeValue, readAttributes } from './apdu.ts';
import { writeAttributes } from './apdu-encode.ts';
import { MderReader, MderWriter, malformed } from './mder.ts';
import { ATTRIBUTE, OBJECT_CLASS } from './nomenclature.ts';
import type { NomenclatureType } from './metrics.ts';

/** One attribute and its length in bytes, as it lies in a fixed observation. */
export interface MappedAttribute {
  readonly id: number;
  readonly length: number;
}
/** 属性值映射: what the bytes of a fixed observation mean, in order. */
export type ValueMap = readonly MappedAttribute[];

/** One object of a configuration report: class, handle, attributes. */
export interface ObjectEntry {
  readonly objectClass: number;
  readonly handle: number;
  readonly attributes: readonly Attribute[];
}

/** 测量对象 as the configuration describes it. */
export interface Metric {
  readonly handle: number;
  readonly objectClass: number;
  readonly type: NomenclatureType;
  /** Codes of the parts of a compound value, in order of the values; empty for a single value. */
  readonly parts: readonly number[];
  readonly partition: number;
  readonly unitCode: number | undefined;
  /** One map; standard configurations of which devices use two forms have both. Told apart by their length. */
  readonly valueMaps: readonly ValueMap[];
  readonly supplementalTypes: readonly NomenclatureType[];
}

/** What a scanner (扫描器) reports of each object, for grouped reports. */
export interface Scanner {
  readonly handle: number;
  readonly map: readonly { readonly handle: number; readonly map: ValueMap }[];
}

/** 设备配置: all objects of one agent. */
export interface Configuration {
  readonly id: number;
  readonly metrics: ReadonlyMap<number, Metric>;
  readonly scanners: ReadonlyMap<number, Scanner>;
  /** Handles of the PM-stores. */
  readonly stores: readonly number[];
  readonly objects: readonly ObjectEntry[];
}

/** The body of a configuration report (event 0D1C). @throws DeviceError `protocol.*` with a reason */
export function parseConfigurationReport(info: Uint8Array): {
  readonly id: number;
  readonly objects: readonly ObjectEntry[];
} {
  const reader = new MderReader(info);
  const id = reader.u16();
  const objects = reader.list((entry) => ({
    objectClass: entry.u16(),
    handle: entry.u16(),
    attributes: readAttributes(entry),
  }));
  reader.finish();
  return { id, objects };
}

export function encodeConfigurationReport(id: number, objects: readonly ObjectEntry[]): Uint8Array {
  return new MderWriter()
    .u16(id)
    .list(objects, (writer, { objectClass, handle, attributes }) =>
      writeAttributes(writer.u16(objectClass).u16(handle), attributes),
    )
    .bytes();
}

/** @throws DeviceError `protocol.*` when an attribute that is needed is malformed or a handle stands twice */
export function buildConfiguration(id: number, objects: readonly ObjectEntry[]): Configuration {
  const metrics = new Map<number, Metric>();
  const scanners = new Map<number, Scanner>();
  const stores: number[] = [];
  const seen = new Set<number>();
  for (const entry of objects) {
    const { handle, objectClass, attributes } = entry;
    if (handle === 0 || seen.has(handle)) throw malformed('handle', 'handles are unique and not 0');
    seen.add(handle);
    switch (objectClass) {
      case OBJECT_CLASS.numeric:
      case OBJECT_CLASS.enumeration:
      case OBJECT_CLASS.sampleArray:
      case OBJECT_CLASS.metric:
        metrics.set(handle, buildMetric(entry));
        break;
      case OBJECT_CLASS.configurableScanner:
      case OBJECT_CLASS.episodicScanner:
      case OBJECT_CLASS.periodicScanner: {
        const map = attributeValue(attributes, ATTRIBUTE.scanHandleMap);
        scanners.set(handle, { handle, map: map === undefined ? [] : parseScanHandleMap(map) });
        break;
      }
      case OBJECT_CLASS.store:
        stores.push(handle);
        break;
      default:
        break;
    }
  }
  return { id, metrics, scanners, stores, objects };
}

function buildMetric({ handle, objectClass, attributes }: ObjectEntry): Metric {
  const typeBytes = attributeValue(attributes, ATTRIBUTE.type);
  if (typeBytes === undefined) throw malformed('field', 'a metric has a type');
  const type = parseType(typeBytes);
  const physio = attributeValue(attributes, ATTRIBUTE.physioId);
  const physioList = attributeValue(attributes, ATTRIBUTE.physioIdList);
  const partition = attributeValue(attributes, ATTRIBUTE.metricIdPartition);
  const unit = attributeValue(attributes, ATTRIBUTE.unitCode);
  const map = attributeValue(attributes, ATTRIBUTE.valueMap);
  const supplemental = attributeValue(attributes, ATTRIBUTE.supplementalTypes);
  const metricPartition = partition === undefined ? type.partition : wholeU16(partition);
  return {
    handle,
    objectClass,
    type: physio === undefined ? type : { partition: metricPartition, code: wholeU16(physio) },
    parts: physioList === undefined ? [] : whole(physioList, (reader) => reader.list((entry) => entry.u16())),
    partition: metricPartition,
    unitCode: unit === undefined ? undefined : wholeU16(unit),
    valueMaps: map === undefined ? [] : [parseValueMap(map)],
    supplementalTypes: supplemental === undefined ? [] : parseTypes(supplemental),
  };
}

export function parseType(bytes: Uint8Array): NomenclatureType {
  return whole(bytes, readType);
}

export function parseTypes(bytes: Uint8Array): NomenclatureType[] {
  return whole(bytes, (reader) => reader.list(readType));
}

export function readType(reader: MderReader): NomenclatureType {
  return { partition: reader.u16(), code: reader.u16() };
}

export function readValueMap(reader: MderReader): ValueMap {
  return reader.list((entry) => ({ id: entry.u16(), length: entry.u16() }));
}

export function parseValueMap(bytes: Uint8Array): ValueMap {
  return whole(bytes, readValueMap);
}

export function mapLength(map: ValueMap): number {
  let length = 0;
  for (const attribute of map) length += attribute.length;
  return length;
}

function parseScanHandleMap(bytes: Uint8Array): Scanner['map'] {
  return whole(bytes, (reader) =>
    reader.list((entry) => ({ handle: entry.u16(), map: readValueMap(entry) })),
  );
}

export function wholeU16(bytes: Uint8Array): number {
  return whole(bytes, (reader) => reader.u16());
}

/** Reads bytes that hold exactly one thing. */
export function whole<Value>(bytes: Uint8Array, read: (reader: MderReader) => Value): Value {
  const reader = new MderReader(bytes);
  const value = read(reader);
  reader.finish();
  return value;
}
