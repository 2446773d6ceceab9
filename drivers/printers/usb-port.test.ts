import { describe, expect, it } from 'vitest';
import { unanswered } from './byte-session.ts';
import { speaks, withPort } from './usb-port.ts';

describe('the languages a printer lists', () => {
  it.each([
    ['ZPL', 'zpl', 'yes'],
    ['ZPL II,EPL', 'zpl', 'yes'],
    ['EPL2', 'zpl', 'other'],
    ['TSPL2', 'tspl', 'yes'],
    ['TSPL', 'zpl', 'other'],
    ['ESC/POS', 'escpos', 'yes'],
    ['esc-pos', 'escpos', 'yes'],
    ['PJL,PCL XL,PostScript', 'escpos', 'other'],
    ['XPP,XL', 'tspl', 'unknown'],
    ['', 'tspl', 'unknown'],
    [undefined, 'epl', 'unknown'],
  ] as const)('%s, asked for %s: %s', (commandSet, language, expected) => {
    expect(speaks(commandSet, language)).toBe(expected);
  });
});

describe('a printer without a word of its own', () => {
  const fine = { paperEmpty: false, selected: true, error: false };

  it('stays silent where the port is fine or says nothing', () => {
    for (const port of [fine, undefined])
      expect(withPort(unanswered(false), port, false)).toEqual(unanswered(false));
  });

  it('has its causes before its silence, the nearest first', () => {
    const told = withPort(unanswered(true), { paperEmpty: true, selected: false, error: true }, true);
    expect(told).toMatchObject({ ready: false, answered: true, drained: false });
    expect(told.faults).toEqual([
      'printer.paper_out',
      'printer.offline',
      'printer.other_language',
      'printer.foreign',
    ]);
  });
});
