import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import enDevices from '../../../../resources/i18n/en/devices.json' with { type: 'json' };
import enErrors from '../../../../resources/i18n/en/errors.json' with { type: 'json' };
import enStory from '../../../../resources/i18n/en/story.json' with { type: 'json' };
import zhDevices from '../../../../resources/i18n/zh-CN/devices.json' with { type: 'json' };
import zhErrors from '../../../../resources/i18n/zh-CN/errors.json' with { type: 'json' };
import zhStory from '../../../../resources/i18n/zh-CN/story.json' with { type: 'json' };
import { deviceReason, deviceRemedy } from './device-words.ts';

const drivers = path.resolve(import.meta.dirname, '../../../../drivers');

/** Families of codes that drivers put into states, errors and events; other dotted words are settings and units. */
const families = [
  'llrp',
  'uhf',
  'modbus',
  'printer',
  'camera',
  'lock',
  'idcard',
  'line',
  'oximeter',
  'phd',
  'pressure',
  'scale',
  'stand',
  'meter',
  'card',
  'scanner',
] as const;
const code = new RegExp(`'((?:${families.join('|')})\\.[a-z]+(?:_[a-z0-9]+)*)'`, 'g');

function sources(): readonly string[] {
  return readdirSync(drivers, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.test\.ts$|\btesting\b/.test(file),
  );
}

const codes = [
  ...new Set(
    sources().flatMap((file) =>
      [...readFileSync(path.join(drivers, file), 'utf8').matchAll(code)].flatMap((found) => found[1] ?? []),
    ),
  ),
].toSorted((left, right) => left.localeCompare(right));

const languages = [
  { name: 'zh-CN', devices: zhDevices, errors: zhErrors, story: zhStory },
  { name: 'en', devices: enDevices, errors: enErrors, story: enStory },
];

describe('reasons of drivers', () => {
  it('are found in the drivers', () => {
    expect(codes.length).toBeGreaterThan(60);
  });

  it('are made at run time by printers alone, whose words are tested beside them (printers/fault-words.test.ts)', () => {
    const made = new RegExp(`\`(?:${families.join('|')})\\.[^\`]*\\$\\{`);
    expect(sources().filter((file) => made.test(readFileSync(path.join(drivers, file), 'utf8')))).toEqual([
      path.join('printers', 'printer-session.ts'),
    ]);
  });

  for (const { name, devices, errors, story } of languages) {
    it(`have words, and a remedy, in ${name}`, () => {
      const lacking = codes.filter(
        (each) =>
          !(Object.hasOwn(devices, `reason.${each}`) && Object.hasOwn(devices, `remedy.${each}`)) &&
          !Object.hasOwn(errors, each),
      );
      expect(lacking).toEqual([]);
    });

    it(`that blind a gate stand in its story in words, in ${name}`, () => {
      const blinding = codes.filter(
        (each) => Object.hasOwn(devices, `reason.${each}`) && each.startsWith('llrp.'),
      );
      expect(blinding.filter((each) => !Object.hasOwn(story, `blind.${each}`))).toEqual([]);
    });
  }
});

describe('a reason that a device gives by number', () => {
  it.each([
    ['printer.unknown_error_400', '打印机报告的错误，本程序不认识（编号 400）'],
    ['printer.unknown_error_1f_of_group_2', '打印机报告的错误，本程序不认识（编号 2/1F）'],
    ['printer.unknown_warning_8', '打印机的提示，本程序不认识（编号 8）'],
    ['printer.unknown_4', '打印机状态里有本程序不认识的位（编号 4）'],
    ['printer.unknown_error', '打印机报告的错误，本程序不认识'],
  ])('%s is a sentence with its number', (code, words) => {
    expect(deviceReason(code)).toBe(words);
    expect(deviceRemedy(code)).toContain('说明书');
  });

  it('stands as its code where nothing is known of its family', () => {
    expect(deviceReason('stranger.unknown_fault_7')).toBe('设备报告：stranger.unknown_fault_7');
  });
});
