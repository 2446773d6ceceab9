import { DeviceError } from '../../errors.ts';
import type { Attribute } from './apdu.ts';
import type { ObjectEntry, ValueMap } from './configuration.ts';
import { MderWriter } from './mder.ts';
import { ATTRIBUTE, OBJECT_CLASS } from './nomenclature.ts';
import { decimalNumber, encodeFloat, encodeSfloat, type MderNumber } from './numbers.ts';
import {
  BASIC_WITH_TIME,
  metricEntry,
  type NumericDescription,
  SIMPLE_WITH_TIME,
} from './standard-configurations.ts';
import { encodeAbsoluteTime } from './times.ts';

/** One metric of a simulated device and the names its values have in a script. */
interface SimulatedMetric {
  readonly names: readonly string[];
  readonly description: NumericDescription;
}

/** 模拟设备: what the simulator can be. */
export interface AgentProfile {
  readonly name: string;
  /** MDC_DEV_SPEC_PROFILE code. */
  readonly specialization: number;
  readonly model: string;
  readonly configurationId: number;
  readonly metrics: readonly SimulatedMetric[];
  /** Handle of its PM-store, where it has one. */
  readonly store?: number;
}

const COMPOUND_WITH_TIME: ValueMap = [
  { id: ATTRIBUTE.compoundBasicValue, length: 10 },
  { id: ATTRIBUTE.absoluteTimeStamp, length: 8 },
];
const basic = (handle: number, code: number, unit: number): NumericDescription => ({
  handle,
  code,
  unit,
  map: BASIC_WITH_TIME,
});
const simple = (handle: number, code: number, unit: number): NumericDescription => ({
  handle,
  code,
  unit,
  map: SIMPLE_WITH_TIME,
});
const PERCENT = 0x0220;
const PER_MINUTE = 0x0aa0;
const KILOGRAM = 0x06c3;

export const agentProfiles: readonly AgentProfile[] = [
  {
    name: 'blood-pressure',
    specialization: 4103,
    model: 'BP-100',
    configurationId: 0x02bc,
    metrics: [
      {
        names: ['systolic', 'diastolic', 'map'],
        description: {
          handle: 1,
          code: 0x4a04,
          unit: 0x0f20,
          map: COMPOUND_WITH_TIME,
          parts: [0x4a05, 0x4a06, 0x4a07],
        },
      },
      { names: ['pulse'], description: basic(2, 0x482a, PER_MINUTE) },
    ],
  },
  {
    name: 'scale',
    specialization: 4111,
    model: 'SC-100',
    configurationId: 0x05dc,
    metrics: [{ names: ['weight'], description: simple(1, 0xe140, KILOGRAM) }],
  },
  {
    name: 'body-composition',
    specialization: 4116,
    model: 'BC-100',
    configurationId: 0x4003,
    metrics: [
      { names: ['weight'], description: simple(1, 0xe140, KILOGRAM) },
      { names: ['bmi'], description: simple(2, 0xe150, 0x07a0) },
      { names: ['bodyFat'], description: simple(3, 0xe14c, PERCENT) },
      { names: ['water'], description: simple(4, 0xe15c, KILOGRAM) },
    ],
  },
  {
    name: 'thermometer',
    specialization: 4104,
    model: 'TH-100',
    configurationId: 0x4007,
    metrics: [{ names: ['temperature'], description: simple(1, 0x4b5c, 0x17a0) }],
  },
  {
    name: 'glucose',
    specialization: 4113,
    model: 'GL-100',
    configurationId: 0x4001,
    metrics: [{ names: ['glucose'], description: basic(1, 0x71b8, 0x0852) }],
    store: 2,
  },
  {
    name: 'oximeter',
    specialization: 4100,
    model: 'OX-100',
    configurationId: 0x4002,
    metrics: [
      { names: ['spo2'], description: basic(1, 0x4bb8, PERCENT) },
      { names: ['pulseRate'], description: basic(10, 0x481a, PER_MINUTE) },
    ],
  },
  {
    name: 'peak-flow',
    specialization: 4117,
    model: 'PF-100',
    configurationId: 0x4005,
    metrics: [
      { names: ['pef'], description: simple(1, 0x5408, 0x0c00) },
      { names: ['fev1'], description: simple(2, 0x540a, 0x0640) },
    ],
  },
];

/** @throws DeviceError `input.invalid` */
export function agentProfile(name: unknown): AgentProfile {
  const profile = agentProfiles.find((known) => known.name === name);
  if (profile === undefined) {
    throw new DeviceError('input.invalid', `no such device to simulate: ${String(name)}`, {
      detail: { known: agentProfiles.map((known) => known.name) },
    });
  }
  return profile;
}

/** The objects of its configuration report. */
export function profileObjects(profile: AgentProfile): ObjectEntry[] {
  const metrics = profile.metrics.map(({ description }) => metricEntry(description));
  if (profile.store === undefined) return metrics;
  const attributes: Attribute[] = [
    { id: ATTRIBUTE.storeCapabilities, value: new MderWriter().u16(0x0a00).bytes() },
    { id: ATTRIBUTE.numberOfSegments, value: new MderWriter().u16(1).bytes() },
  ];
  return [...metrics, { objectClass: OBJECT_CLASS.store, handle: profile.store, attributes }];
}

/** Values of a script by name: a number, a decimal text that keeps its zeros, `null` = not measured, `HI`, `LO`. */
export type ScriptedValues = Readonly<Record<string, unknown>>;

/**
 * The observations of one measurement, for those metrics that the script gives a value.
 *
 * @throws DeviceError `input.invalid` for a name the device does not measure or a value it cannot send
 */
export function observationsOf(
  profile: AgentProfile,
  values: ScriptedValues,
  at: string,
): { readonly handle: number; readonly data: Uint8Array }[] {
  const known = profile.metrics.flatMap(({ names }) => names);
  for (const name of Object.keys(values)) {
    if (!known.includes(name))
      throw new DeviceError('input.invalid', `a ${profile.name} measures no ${name}`);
  }
  return profile.metrics.flatMap(({ names, description }) => {
    if (!names.some((name) => name in values)) return [];
    const numbers = names.map((name) => scriptedNumber(values[name]));
    const writer = new MderWriter();
    writeNumbers(writer, numbers, description.map);
    return [{ handle: description.handle, data: writer.octets(encodeAbsoluteTime(at)).bytes() }];
  });
}

function writeNumbers(writer: MderWriter, numbers: readonly MderNumber[], map: ValueMap): void {
  const [first = { kind: 'notANumber' } as const] = numbers;
  switch (map[0]?.id) {
    case ATTRIBUTE.compoundBasicValue:
      writer.list(numbers, (entry, number) => entry.u16(encodeSfloat(number)));
      return;
    case ATTRIBUTE.simpleValue:
      writer.u32(encodeFloat(first));
      return;
    default:
      writer.u16(encodeSfloat(first));
  }
}

function scriptedNumber(value: unknown): MderNumber {
  if (value === undefined || value === null) return { kind: 'notANumber' };
  if (value === 'HI') return { kind: 'positiveInfinity' };
  if (value === 'LO') return { kind: 'negativeInfinity' };
  if (typeof value !== 'number' && typeof value !== 'string') {
    throw new DeviceError('input.invalid', 'a value is a number or its digits');
  }
  try {
    return decimalNumber(String(value));
  } catch (cause) {
    throw new DeviceError('input.invalid', `not a value: ${value}`, { cause });
  }
}
