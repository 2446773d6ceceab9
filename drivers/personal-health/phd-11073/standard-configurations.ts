import { MderWriter } from './mder.ts';
import type { Attribute } from './apdu.ts';
import { buildConfiguration, type Configuration, type ObjectEntry, type ValueMap } from './configuration.ts';
import { PARTITION_PHYSIOLOGICAL } from './metrics.ts';
import { ATTRIBUTE, OBJECT_CLASS } from './nomenclature.ts';

export const BASIC_WITH_TIME: ValueMap = [
  { id: ATTRIBUTE.basicValue, length: 2 },
  { id: ATTRIBUTE.absoluteTimeStamp, length: 8 },
];
export const SIMPLE_WITH_TIME: ValueMap = [
  { id: ATTRIBUTE.simpleValue, length: 4 },
  { id: ATTRIBUTE.absoluteTimeStamp, length: 8 },
];
const BASIC_ONLY: ValueMap = [{ id: ATTRIBUTE.basicValue, length: 2 }];
/** Three SFLOATs with count and length, then the time. */
const PRESSURE_MAP: ValueMap = [
  { id: ATTRIBUTE.compoundBasicValue, length: 10 },
  { id: ATTRIBUTE.absoluteTimeStamp, length: 8 },
];

export interface NumericDescription {
  readonly handle: number;
  readonly code: number;
  readonly unit: number;
  readonly map: ValueMap;
  /** Codes of a compound's parts. */
  readonly parts?: readonly number[];
  /** Metric-spec-small bits; F040: intermittent, stored data, aperiodic, agent initiated. */
  readonly specification?: number;
  readonly supplementalTypes?: readonly number[];
  readonly objectClass?: number;
  readonly partition?: number;
}

/** The entry of a configuration report for one metric. */
export function metricEntry(description: NumericDescription): ObjectEntry {
  const { handle, code, unit, map, parts, supplementalTypes, specification = 0xf040 } = description;
  const { objectClass = OBJECT_CLASS.numeric, partition = PARTITION_PHYSIOLOGICAL } = description;
  const attributes: Attribute[] = [
    { id: ATTRIBUTE.type, value: new MderWriter().u16(partition).u16(code).bytes() },
    { id: ATTRIBUTE.metricSpecification, value: new MderWriter().u16(specification).bytes() },
  ];
  if (parts !== undefined) {
    attributes.push(
      { id: ATTRIBUTE.metricStructure, value: Uint8Array.of(3, parts.length) },
      {
        id: ATTRIBUTE.physioIdList,
        value: new MderWriter().list(parts, (writer, part) => writer.u16(part)).bytes(),
      },
    );
  }
  if (objectClass === OBJECT_CLASS.numeric) {
    attributes.push({ id: ATTRIBUTE.unitCode, value: new MderWriter().u16(unit).bytes() });
  }
  if (supplementalTypes !== undefined) {
    const types = new MderWriter().list(supplementalTypes, (writer, type) =>
      writer.u16(PARTITION_PHYSIOLOGICAL).u16(type),
    );
    attributes.push({ id: ATTRIBUTE.supplementalTypes, value: types.bytes() });
  }
  const valueMap = new MderWriter().list(map, (writer, { id, length }) => writer.u16(id).u16(length));
  attributes.push({ id: ATTRIBUTE.valueMap, value: valueMap.bytes() });
  return { objectClass, handle, attributes };
}

interface StandardConfiguration {
  readonly id: number;
  readonly entries: readonly ObjectEntry[];
  /** A second form of the fixed observation that devices of this configuration use. */
  readonly alsoMapped?: ValueMap;
}

const SATURATION = { handle: 1, code: 0x4bb8, unit: 0x0220, specification: 0x40c0 } as const;
const OXIMETER_PULSE = { handle: 10, code: 0x481a, unit: 0x0aa0, specification: 0x40c0 } as const;
const SPOT_CHECK = [0x4c3c] as const;

/**
 * Published standard configurations. 02BC and 05DC: ieee-11073-20601.md section 3, body-composition-glucose-spiro.md
 * section 5. 0190, 0191, 06A4: antidote. Devices and recorded frames of 0190 send the value with and without its time.
 * 0320, thermometer [1]: the standard's sample and a public fork of antidote differ in SFLOAT and FLOAT; both are taken.
 * 07D0 and 0834 are not known from any public source: an agent that offers them is asked for its configuration.
 */
const STANDARD: readonly StandardConfiguration[] = [
  {
    id: 0x0190,
    entries: [
      metricEntry({ ...SATURATION, map: BASIC_ONLY }),
      metricEntry({ ...OXIMETER_PULSE, map: BASIC_ONLY }),
    ],
    alsoMapped: BASIC_WITH_TIME,
  },
  {
    id: 0x0191,
    entries: [
      metricEntry({ ...SATURATION, map: BASIC_WITH_TIME, supplementalTypes: SPOT_CHECK }),
      metricEntry({ ...OXIMETER_PULSE, map: BASIC_WITH_TIME, supplementalTypes: SPOT_CHECK }),
    ],
  },
  {
    id: 0x02bc,
    entries: [
      metricEntry({
        handle: 1,
        code: 0x4a04,
        unit: 0x0f20,
        map: PRESSURE_MAP,
        parts: [0x4a05, 0x4a06, 0x4a07],
      }),
      metricEntry({ handle: 2, code: 0x482a, unit: 0x0aa0, map: BASIC_WITH_TIME }),
    ],
  },
  {
    id: 0x0320,
    entries: [metricEntry({ handle: 1, code: 0x4b5c, unit: 0x17a0, map: BASIC_WITH_TIME })],
    alsoMapped: SIMPLE_WITH_TIME,
  },
  {
    id: 0x05dc,
    entries: [metricEntry({ handle: 1, code: 0xe140, unit: 0x06c3, map: SIMPLE_WITH_TIME })],
  },
  {
    id: 0x06a4,
    entries: [metricEntry({ handle: 1, code: 0x71b8, unit: 0x0852, map: BASIC_WITH_TIME })],
  },
];

/** By configuration id. */
export const standardConfigurations: ReadonlyMap<number, Configuration> = new Map(
  STANDARD.map(({ id, entries, alsoMapped }) => [
    id,
    withSecondForm(buildConfiguration(id, entries), alsoMapped),
  ]),
);

function withSecondForm(configuration: Configuration, map: ValueMap | undefined): Configuration {
  if (map === undefined) return configuration;
  const metrics = new Map(
    [...configuration.metrics].map(([handle, metric]) => [
      handle,
      { ...metric, valueMaps: [...metric.valueMaps, map] },
    ]),
  );
  return { ...configuration, metrics };
}
