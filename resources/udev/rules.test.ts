import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drivers } from '../../drivers/registry.ts';
import { ACCESS_FILE, accessRules, BRLTTY_FILE, brlttyRules } from './rules.ts';
import { serialAdapters, takenByBrltty } from '../../drivers/discovery/serial-adapters.ts';

const stored = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

describe('udev rules', () => {
  it('are those of the manifests; after a change run `npx node resources/udev/write.ts`', () => {
    expect(stored(ACCESS_FILE)).toBe(accessRules(drivers));
    expect(stored(BRLTTY_FILE)).toBe(brlttyRules());
  });

  it('name every USB id of every driver', () => {
    const rules = stored(ACCESS_FILE).toLowerCase();
    const hex = (id: number): string => id.toString(16).padStart(4, '0');
    for (const { name, usbIds = [] } of drivers) {
      for (const { vendorId, productId } of usbIds) {
        const asHid = `*:${hex(vendorId)}:${hex(productId)}.*`;
        const asUsb = `{idvendor}=="${hex(vendorId)}", attr{idproduct}=="${hex(productId)}"`;
        expect(rules.includes(asHid) || rules.includes(asUsb), `${name} ${asHid}`).toBe(true);
      }
    }
  });

  it('give rights to who sits at the station, never to everybody, before rule 73 hands them out', () => {
    expect(stored(ACCESS_FILE)).not.toMatch(/MODE|GROUP/);
    expect(ACCESS_FILE < '73-seat-late.rules').toBe(true);
    expect(BRLTTY_FILE > '85-brltty.rules').toBe(true);
  });

  it('are whole lines of match and assignment', () => {
    for (const name of [ACCESS_FILE, BRLTTY_FILE]) {
      const lines = stored(name)
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'));
      expect(lines.length).toBeGreaterThan(0);
      const term = /^(?:[A-Z]+(?:\{[A-Za-z_]+\})?)(?:==|!=|\+=|:?=)"[^"]*"$/;
      for (const line of lines) for (const part of line.split(', ')) expect(part).toMatch(term);
    }
  });

  it('go into the Debian package under the names they have here', () => {
    const packing = stored('../../electron-builder.yml');
    for (const name of [ACCESS_FILE, BRLTTY_FILE]) {
      expect(packing).toContain(`- resources/udev/${name}=/usr/lib/udev/rules.d/${name}\n`);
    }
  });

  it('keep brltty from adapters that the station knows', () => {
    const known = serialAdapters.flatMap(({ vendorId, productIds }) =>
      productIds.map(
        (productId) => `${vendorId.toString(16).padStart(4, '0')}:${productId.toString(16).padStart(4, '0')}`,
      ),
    );
    expect(known).toEqual(expect.arrayContaining([...takenByBrltty]));
  });
});
