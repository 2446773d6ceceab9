import type { DriverSetting } from '../../driver-settings.ts';
import { DeviceError } from '../../errors.ts';

/** What the devices file says about one serial UHF module. */
export interface UhfSettings {
  /** `desk`: reads and writes on request. `handheld`: reads all the time and tells what it sees. */
  readonly role: 'desk' | 'handheld';
  /** Transmit power; undefined = as the module has it. */
  readonly powerDbm: number | undefined;
  /** 频段; undefined = as the module has it. Names differ by maker, see the driver's README. */
  readonly region: string | undefined;
  /** Antenna ports, from 1. */
  readonly antennas: readonly number[];
}

/** What a kind of module can be set to. */
export interface UhfLimits {
  readonly regions: readonly { readonly value: string; readonly title: { zh: string; en: string } }[];
  readonly lowestDbm: number;
  readonly highestDbm: number;
  readonly antennas: number;
}

/** 频段 that the Chinese module makers have in common. */
export const usualRegions: UhfLimits['regions'] = [
  { value: 'cn900', title: { zh: '中国 920–925 MHz', en: 'China 920–925 MHz' } },
  { value: 'cn800', title: { zh: '中国 840–845 MHz', en: 'China 840–845 MHz' } },
  { value: 'eu', title: { zh: '欧洲 865–868 MHz', en: 'Europe 865–868 MHz' } },
  { value: 'us', title: { zh: '美国 902–928 MHz', en: 'USA 902–928 MHz' } },
  { value: 'kr', title: { zh: '韩国 917–923 MHz', en: 'Korea 917–923 MHz' } },
];

/** @throws DeviceError `input.invalid` with `detail.field` */
export function readUhfSettings(raw: Readonly<Record<string, unknown>>, limits: UhfLimits): UhfSettings {
  const { role = 'desk', powerDbm, region, antennas = [1] } = raw;
  if (role !== 'desk' && role !== 'handheld') throw invalid('role');
  return {
    role,
    powerDbm: readPower(powerDbm, limits),
    region: readRegion(region, limits),
    antennas: readAntennas(antennas, limits),
  };
}

function readPower(value: unknown, { lowestDbm, highestDbm }: UhfLimits): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !(value >= lowestDbm && value <= highestDbm)) throw invalid('powerDbm');
  return value;
}

function readRegion(value: unknown, { regions }: UhfLimits): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const known = regions.find((region) => region.value === value);
  if (known === undefined) throw invalid('region');
  return known.value;
}

function readAntennas(value: unknown, limits: UhfLimits): readonly number[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  const antennas = list.filter(
    (each): each is number =>
      typeof each === 'number' && Number.isInteger(each) && each >= 1 && each <= limits.antennas,
  );
  const isUsable = antennas.length > 0 && antennas.length === list.length;
  if (!isUsable || new Set(antennas).size !== antennas.length) throw invalid('antennas');
  return antennas;
}

const invalid = (field: string): DeviceError =>
  new DeviceError('input.invalid', `settings of the UHF module: ${field} is missing or not allowed`, {
    detail: { field },
  });

/** What `readUhfSettings` reads, for the form on screen. */
export function uhfSettingsForm(limits: UhfLimits): readonly DriverSetting[] {
  return [
    {
      name: 'role',
      title: { zh: '读取方式', en: 'Way of reading' },
      kind: 'choice',
      choices: [
        {
          value: 'desk',
          title: { zh: '要时才读（桌面，可写标签）', en: 'On request (desk, may write tags)' },
        },
        { value: 'handheld', title: { zh: '一直读（手持）', en: 'Always (handheld)' } },
      ],
      usual: 'desk',
      byRole: { 'desk-reader': 'desk', handheld: 'handheld', portal: 'handheld' },
    },
    {
      name: 'powerDbm',
      title: { zh: '发射功率', en: 'Transmit power' },
      hint: {
        zh: '空着就用模块自己的；桌面写标签宜低',
        en: 'Empty: as the module has it; low for writing at a desk',
      },
      kind: 'decimal',
      from: limits.lowestDbm,
      to: limits.highestDbm,
      unit: { zh: 'dBm', en: 'dBm' },
    },
    {
      name: 'region',
      title: { zh: '频段', en: 'Region' },
      hint: { zh: '须与当地规定一致', en: 'Must be the one that is lawful here' },
      kind: 'choice',
      choices: limits.regions,
    },
    ...(limits.antennas === 1
      ? []
      : [
          {
            name: 'antennas',
            title: { zh: '天线口', en: 'Antenna ports' },
            hint: { zh: '从 1 数起，用逗号隔开', en: 'Counted from 1, separated by commas' },
            kind: 'whole-list',
            from: 1,
            to: limits.antennas,
            usual: '1',
          } as const,
        ]),
  ];
}
