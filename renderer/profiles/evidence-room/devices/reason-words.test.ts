import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import enDevices from '../../../../resources/i18n/en/devices.json' with { type: 'json' };
import enErrors from '../../../../resources/i18n/en/errors.json' with { type: 'json' };
import enStory from '../../../../resources/i18n/en/story.json' with { type: 'json' };
import zhDevices from '../../../../resources/i18n/zh-CN/devices.json' with { type: 'json' };
import zhErrors from '../../../../resources/i18n/zh-CN/errors.json' with { type: 'json' };
import zhStory from '../../../../resources/i18n/zh-CN/story.json' with { type: 'json' };

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
