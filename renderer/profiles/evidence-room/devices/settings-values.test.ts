import { describe, expect, it } from 'vitest';
import type { DriverSetting } from '../../../../main/contract/devices.ts';
import {
  parseSettings,
  readSettings,
  readSides,
  settingProblem,
  settledByRole,
  writeSettings,
  writeSides,
} from './settings-values.ts';

const title = { zh: '名', en: 'name' };
const form: readonly DriverSetting[] = [
  { name: 'unit', title, kind: 'whole', from: 1, to: 255 },
  { name: 'outputs.siren', title, kind: 'whole', from: 1, to: 8 },
  { name: 'antennas', title, kind: 'whole-list', from: 1, required: true },
  { name: 'readTid', title, kind: 'yes-no' },
  { name: 'password', title, kind: 'secret' },
];

describe('settings of a position in a form', () => {
  it('comes back as it was, with what has no field', () => {
    const settings = {
      unit: 3,
      outputs: { siren: 1, door: 4 },
      antennas: [1, 2],
      readTid: false,
      password: ' a b ',
      unknown: { kept: true },
    };
    expect(writeSettings(form, readSettings(form, settings), settings)).toEqual(settings);
  });

  it('takes an emptied setting away, and an object that became empty', () => {
    const before = { unit: 3, outputs: { siren: 1 } };
    expect(writeSettings(form, { unit: '', 'outputs.siren': ' ' }, before)).toEqual({});
  });

  it('says what is wrong with a field', () => {
    const [unit, , antennas] = form;
    expect(unit && settingProblem(unit, '0')).toBe('out-of-range');
    expect(unit && settingProblem(unit, '1.5')).toBe('not-whole');
    expect(unit && settingProblem(unit, '')).toBeUndefined();
    expect(antennas && settingProblem(antennas, '')).toBe('missing');
    expect(antennas && settingProblem(antennas, '1，2、2')).toBe('not-list');
    expect(antennas && settingProblem(antennas, '1，2、3')).toBeUndefined();
  });

  it('fills in what follows from the role', () => {
    const role: DriverSetting = { name: 'role', title, kind: 'choice', byRole: { portal: 'portal' } };
    expect(settledByRole([role], 'portal')).toEqual({ role: 'portal' });
    expect(settledByRole([role], 'card-reader')).toEqual({});
  });

  it('takes only an object as JSON', () => {
    expect(parseSettings('{"unit": 1}')).toEqual({ unit: 1 });
    expect(parseSettings('')).toEqual({});
    expect(parseSettings('[1]')).toBeUndefined();
    expect(parseSettings('{')).toBeUndefined();
  });

  it('keeps the sides of a portal and its antennas together', () => {
    const sides = [
      { antenna: '1', side: 'inside' as const },
      { antenna: '3', side: 'outside' as const },
    ];
    const written = writeSides(sides, { role: 'portal' });
    expect(written).toEqual({ role: 'portal', antennas: [1, 3], sides: { 1: 'inside', 3: 'outside' } });
    expect(readSides(written)).toEqual(sides);
  });
});
