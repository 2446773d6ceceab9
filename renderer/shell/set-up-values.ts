import { isGoodPassword } from './secret-rules.ts';

/** 首次设置 as it stands in the form. */
export interface SetUpValues {
  countyCode: string;
  countyName: string;
  cityCode: string;
  cityName: string;
  provinceCode: string;
  provinceName: string;
  /** Empty = the room belongs to the county's own bureau. */
  policeStationCode: string;
  policeStationName: string;
  stationName: string;
  room: string;
  name: string;
  badgeNumber: string;
  account: string;
  password: string;
  again: string;
}

export const emptySetUp: SetUpValues = {
  countyCode: '',
  countyName: '',
  cityCode: '',
  cityName: '',
  provinceCode: '',
  provinceName: '',
  policeStationCode: '',
  policeStationName: '',
  stationName: '',
  room: '',
  name: '',
  badgeNumber: '',
  account: '',
  password: '',
  again: '',
};

/** The pages of the set-up and their fields, in the order they are asked. */
export const setUpSteps = {
  units: [
    'countyCode',
    'countyName',
    'cityCode',
    'cityName',
    'provinceCode',
    'provinceName',
    'policeStationCode',
    'policeStationName',
  ],
  station: ['stationName', 'room'],
  administrator: ['name', 'badgeNumber', 'account', 'password', 'again'],
} as const satisfies Readonly<Record<string, readonly (keyof SetUpValues)[]>>;
export type SetUpStep = keyof typeof setUpSteps;
export const setUpStepNames: readonly SetUpStep[] = ['units', 'station', 'administrator'];

export type SetUpProblem = 'missing' | 'code' | 'code-twice' | 'password' | 'again';

const optional: ReadonlySet<keyof SetUpValues> = new Set(['policeStationCode', 'policeStationName']);

/** What is still wrong, by field. Pure. */
export function setUpProblems(values: SetUpValues): Partial<Record<keyof SetUpValues, SetUpProblem>> {
  const problems: Partial<Record<keyof SetUpValues, SetUpProblem>> = {};
  for (const name of Object.keys(values) as (keyof SetUpValues)[])
    if (!optional.has(name) && values[name].trim() === '') problems[name] = 'missing';
  const codes = ['countyCode', 'cityCode', 'provinceCode', 'policeStationCode'] as const;
  const hasStation = values.policeStationCode.trim() !== '' || values.policeStationName.trim() !== '';
  if (hasStation && values.policeStationName.trim() === '') problems.policeStationName = 'missing';
  codes.forEach((name, index) => {
    const code = values[name].trim();
    if (name === 'policeStationCode' && !hasStation) return;
    if (!/^\d{12}$/.test(code)) problems[name] = code === '' ? 'missing' : 'code';
    else if (codes.slice(0, index).some((before) => values[before].trim() === code))
      problems[name] = 'code-twice';
  });
  if (values.password !== '' && !isGoodPassword(values.password, values.account.trim()))
    problems.password = 'password';
  if (values.again !== '' && values.again !== values.password) problems.again = 'again';
  return problems;
}

/** Codes of city and province as the first digits of the county's code say (GB/T 2260); empty until they are there. Pure. */
export function codesAbove(countyCode: string): { readonly city: string; readonly province: string } {
  const digits = /^\d{4,12}$/.test(countyCode.trim()) ? countyCode.trim() : '';
  return digits === ''
    ? { city: '', province: '' }
    : { city: digits.slice(0, 4).padEnd(12, '0'), province: digits.slice(0, 2).padEnd(12, '0') };
}

/** The form after the county's code changed: codes above follow unless somebody wrote others. Pure. */
export function withCountyCode(values: SetUpValues, countyCode: string): SetUpValues {
  const before = codesAbove(values.countyCode);
  const now = codesAbove(countyCode);
  return {
    ...values,
    countyCode,
    cityCode: values.cityCode === before.city ? now.city : values.cityCode,
    provinceCode: values.provinceCode === before.province ? now.province : values.provinceCode,
  };
}

/** What `system.setUp` takes. Pure. */
export function setUpInput(values: SetUpValues) {
  const unit = (code: string, name: string) => ({ code: code.trim(), name: name.trim() });
  return {
    province: unit(values.provinceCode, values.provinceName),
    city: unit(values.cityCode, values.cityName),
    county: unit(values.countyCode, values.countyName),
    ...(values.policeStationCode.trim() === ''
      ? {}
      : { policeStation: unit(values.policeStationCode, values.policeStationName) }),
    stationName: values.stationName.trim(),
    room: values.room.trim(),
    administrator: {
      name: values.name.trim(),
      badgeNumber: values.badgeNumber.trim(),
      account: values.account.trim(),
      password: values.password,
    },
  };
}
