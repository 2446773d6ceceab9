import { describe, expect, it } from 'vitest';
import {
  codesAbove,
  emptySetUp,
  setUpInput,
  setUpProblems,
  type SetUpValues,
  withCountyCode,
} from './set-up-values.ts';

const good: SetUpValues = {
  countyCode: '330199000000',
  countyName: '示范县公安局',
  cityCode: '330100000000',
  cityName: '示范市公安局',
  provinceCode: '330000000000',
  provinceName: '示范省公安厅',
  policeStationCode: '',
  policeStationName: '',
  stationName: '一号物证室工作站',
  room: '一号库',
  name: '张样例',
  badgeNumber: '000001',
  account: 'admin',
  password: 'Wuzheng-1',
  again: 'Wuzheng-1',
};

describe('first set-up', () => {
  it('is ready when every needed field is good', () => {
    expect(setUpProblems(good)).toEqual({});
    expect(setUpInput(good)).toMatchObject({
      county: { code: '330199000000' },
      administrator: { account: 'admin' },
    });
    expect(setUpInput(good)).not.toHaveProperty('policeStation');
  });

  it('names what is wrong', () => {
    expect(setUpProblems({ ...good, countyCode: '3301', cityCode: '330000000000' })).toEqual({
      countyCode: 'code',
      provinceCode: 'code-twice',
    });
    expect(setUpProblems({ ...good, password: 'admin', again: 'other' })).toEqual({
      password: 'password',
      again: 'again',
    });
    expect(setUpProblems({ ...good, policeStationName: '城东派出所' })).toEqual({
      policeStationCode: 'missing',
    });
  });

  it('proposes the codes above, and leaves what somebody wrote', () => {
    expect(codesAbove('3301')).toEqual({ city: '330100000000', province: '330000000000' });
    const proposed = withCountyCode(emptySetUp, '330199000000');
    expect(proposed).toMatchObject({ cityCode: '330100000000', provinceCode: '330000000000' });
    const written = withCountyCode({ ...proposed, cityCode: '339900000000' }, '440103000000');
    expect(written).toMatchObject({ cityCode: '339900000000', provinceCode: '440000000000' });
  });
});
