import { describe, expect, it } from 'vitest';
import { packArchive } from './initramfs.ts';
import { dependenciesOf, loadingOrder, moduleName } from './kernel-modules.ts';
import { machineArguments } from './machine.ts';
import { LabReport, readGuestLine } from './report.ts';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('first root', () => {
  it('is an archive in the form the kernel unpacks', () => {
    const archive = packArchive([
      { kind: 'folder', name: 'bin' },
      { kind: 'file', name: 'init', bytes: latin1('#!x\n!'), executable: true },
    ]);
    const text = Buffer.from(archive).toString('latin1');
    // Magic, inode 1, mode 040755; then the name with its zero, filled up to whole words.
    expect(text.slice(0, 22)).toBe('07070100000001000041ed');
    // Header and name end on a whole word (110 + 5 bytes and one more), and so does the content.
    expect(text).toContain(['init', '', '#!x\n!', '', '', '070701'].join('\0'));
    expect(text.endsWith('TRAILER!!!\0\0\0\0')).toBe(true);
    expect(archive.length % 4).toBe(0);
  });
});

describe('kernel modules', () => {
  it('are named as the kernel names them', () => {
    expect(moduleName('kernel/drivers/usb/class/cdc-acm.ko')).toBe('cdc_acm');
    expect(moduleName('kernel/fs/9p/9p.ko.xz')).toBe('9p');
  });

  it('say what they need', () => {
    expect(dependenciesOf(latin1('ELF\0license=GPL\0depends=libcomposite,usb-common\0name=x\0'))).toEqual([
      'libcomposite',
      'usb_common',
    ]);
    expect(dependenciesOf(latin1('ELF\0depends=\0'))).toEqual([]);
    expect(dependenciesOf(latin1('no section'))).toEqual([]);
  });

  it('are loaded each after what it needs, once, without what is built in', () => {
    const needs: Readonly<Record<string, readonly string[]>> = { a: ['b', 'c'], b: ['c', 'core'], c: [] };
    expect(
      loadingOrder(['a', 'b'], new Set(['a', 'b', 'c']), new Set(['core']), (name) => needs[name] ?? []),
    ).toEqual(['c', 'b', 'a']);
  });

  it('are refused when the kernel has none of that name, as the cloud flavour', () => {
    expect(() => loadingOrder(['dummy_hcd'], new Set(), new Set(), () => [])).toThrow(/no module dummy_hcd/);
  });
});

describe('machine', () => {
  const options = {
    packages: { tree: '/t', kernel: '/k', modules: '/m', busybox: '/b', qemu: '/q', libraryPath: '/l' },
    firstRoot: '/r',
    console: '/c',
    memoryMiB: 512,
    limitSeconds: 1,
    silenceSeconds: 1,
  };

  it('lends the guest this computer’s files read-only and no network', () => {
    const told = machineArguments({ ...options, accelerated: false }).join(' ');
    expect(told).toContain('readonly=on');
    expect(told).toContain('-nodefaults');
    expect(told).not.toMatch(/-net|-nic|kvm/);
    expect(machineArguments({ ...options, accelerated: true }).join(' ')).toContain('-accel kvm');
  });
});

describe('report of the guest', () => {
  const check = (name: string, outcome: string): string =>
    JSON.stringify({ kind: 'check', suite: 's', name, outcome, ms: 5 });

  it('takes lines of the guest and nothing else', () => {
    expect(readGuestLine(check('a', 'passed'))).toMatchObject({ name: 'a', outcome: 'passed' });
    for (const text of [
      '',
      '[    0.0] Linux',
      '{"kind":"check"}',
      '{"kind":"check",',
      check('a', 'fine'),
      '{"kind":1}',
    ]) {
      expect(readGuestLine(text)).toBeUndefined();
    }
  });

  it('counts what was announced and never came as failed', () => {
    const report = new LabReport();
    for (const text of [
      '{"kind":"suite","name":"s","checks":3}',
      check('a', 'passed'),
      check('b', 'skipped'),
    ]) {
      const line = readGuestLine(text);
      if (line !== undefined) report.take(line);
    }
    expect(report.close()).toEqual(['s: 1 checks never ended']);
    expect(report.lastLine).toBe('1 passed, 1 failed, 1 skipped');
  });

  it('fails a guest that died before its first suite, and believes one that said it ended', () => {
    const died = new LabReport();
    died.close();
    expect(died.tally.failed).toBe(1);
    const ended = new LabReport();
    ended.take({ kind: 'end', ms: 1 });
    expect(ended.close()).toEqual([]);
    expect(ended.lastLine).toBe('0 passed, 0 failed, 0 skipped');
  });
});
