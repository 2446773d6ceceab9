import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decoded } from '../../decoded.ts';
import { createZplAnswerDecoder } from './frame.ts';
import { faultCode } from '../printer-session.ts';
import { parseErrorReport } from './status.ts';

// Vectors: shared/protocols/vectors/devices.json, section `label`.
const pausedStatus =
  '\x02030,0,1,1245,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,1,2,6,0,00000002,1,000\x03\r\n\x021234,0\x03\r\n';
const mediaAndRibbonOut =
  '\x02\r\nPRINTER STATUS\r\n ERRORS:         1 00000000 00000003\r\n WARNINGS:       0 00000000 00000000\r\n\x03';
const readBack = 'EPC[0199-ab:E28011700000020F12AB34CD]\r\n';
const identification = '\x02ZT411-300dpi,V92.21.16Z,12,8176KB\x03\r\n';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

function decode(bytes: Uint8Array, cuts: readonly number[] = []): Decoded[] {
  const decoder = createZplAnswerDecoder();
  const lines: Decoded[] = [];
  let start = 0;
  for (const cut of [...cuts, bytes.length]) {
    lines.push(...decoder.push(bytes.subarray(start, cut)));
    start = cut;
  }
  return [...lines, ...decoder.end()];
}

const report = (errors: string, warnings: string) =>
  parseErrorReport(`\r\nPRINTER STATUS\r\n ERRORS: ${errors}\r\n WARNINGS: ${warnings}\r\n`);

describe('answers of a ZPL printer', () => {
  it('~HS: paused with two labels left', () => {
    expect(decode(bytesOf(pausedStatus))).toEqual([
      {
        kind: 'printer',
        offset: 0,
        length: 82,
        ready: false,
        faults: ['paused'],
        status: expect.objectContaining({
          paperOut: false,
          paused: true,
          labelLength: 1245,
          headUp: false,
          ribbonOut: false,
          remaining: 2,
        }),
      },
    ]);
  });

  it('~HS: ready, and each thing that keeps it from printing', () => {
    const ready = pausedStatus.replace('030,0,1', '030,0,0');
    expect(decode(bytesOf(ready))).toMatchObject([{ kind: 'printer', ready: true, faults: [] }]);
    const broken = ready
      .replace('030,0,0,1245,000,0,0,0,000,0,0,0', '030,1,0,1245,000,1,1,0,000,1,1,1')
      .replace('000,0,0,0,1', '000,0,1,1,1');
    expect(decode(bytesOf(broken))).toMatchObject([
      {
        ready: false,
        faults: [
          'paper out',
          'ribbon out',
          'head open',
          'buffer full',
          'diagnostics mode',
          'memory corrupt',
          'too cold',
          'too hot',
        ],
      },
    ]);
  });

  it('~HQES: media and ribbon out', () => {
    expect(decode(bytesOf(mediaAndRibbonOut))).toEqual([
      {
        kind: 'printer',
        offset: 0,
        length: 96,
        ready: false,
        faults: ['media out', 'ribbon out'],
        warnings: [],
      },
    ]);
  });

  it('~HQES: paused, firmware, thermistor and the flags of printers with presenter', () => {
    const errors = (groups: string) => report(`1 00000000 ${groups}`, '0 00000000 00000000')?.errors;
    expect(errors('00010000')).toEqual(['paused']);
    expect(errors('00000300')).toEqual(['invalid firmware configuration', 'head thermistor open']);
    expect(errors('0008F000')).toEqual([
      'paper jam during retract',
      'presenter not running',
      'paper feed error',
      'clear paper path failed',
      'black mark not found',
    ]);
  });

  it('~HM: memory of the printer', () => {
    expect(decode(bytesOf('\x021024,0780,0512\x03\r\n'))).toMatchObject([
      { type: 'HOST_MEMORY', fields: { total: 1024, usable: 780, free: 512, unit: 'kB' }, length: 18 },
    ]);
  });

  it('~HQES: an unknown bit, an unknown group and a flag without bit are still errors; warnings are none', () => {
    expect(report('1 00000002 00000404', '0 00000000 00000000')?.errors).toEqual([
      'head open',
      'unknown error 400',
      'unknown error 2 of group 2',
    ]);
    expect(report('1 00000000 00000000', '0 00000000 00000000')?.errors).toEqual(['unknown error']);
    expect(report('0 00000000 00000000', '1 00000000 0000000A')).toEqual({
      errors: [],
      warnings: ['clean head', 'paper near end'],
    });
  });

  it('the RFID read-back with the id of its job, and the identification', () => {
    expect(decode(bytesOf(readBack + identification))).toEqual([
      {
        kind: 'frame',
        type: 'RFID_READ_BACK',
        fields: { jobId: '0199-ab', epc: 'E28011700000020F12AB34CD' },
        offset: 0,
        length: 39,
      },
      {
        kind: 'frame',
        type: 'HOST_IDENTIFICATION',
        fields: { model: 'ZT411-300dpi', firmware: 'V92.21.16Z', dotsPerMm: 12, memory: '8176KB' },
        offset: 39,
        length: 37,
      },
    ]);
  });

  it('a read-back without header names no job', () => {
    expect(decode(bytesOf('E28011700000020F12AB34CD\r\n'))).toEqual([
      {
        kind: 'frame',
        type: 'RFID_READ_BACK',
        fields: { epc: 'E28011700000020F12AB34CD' },
        offset: 0,
        length: 26,
      },
    ]);
    expect(decode(bytesOf('E28011700000020F12AB34CD'))).toMatchObject([{ kind: 'incomplete' }]);
    expect(decode(bytesOf('xE28011700000020F12AB34CD\r\n'))).toMatchObject([{ kind: 'discarded' }]);
  });

  it('a foreign banner is no status', () => {
    expect(decode(bytesOf('HTTP/1.1 400 Bad Request\r\n'))).toMatchObject([
      { kind: 'discarded', length: 26 },
    ]);
  });

  it('noise before and between answers is told, not eaten', () => {
    expect(
      decode(bytesOf(`xx${readBack}\x02yy${identification}`)).map(({ kind, length }) => [kind, length]),
    ).toEqual([
      ['discarded', 2],
      ['frame', 39],
      ['discarded', 3],
      ['frame', 37],
    ]);
  });

  it('a read-back without EPC, a strange block and a status cut short by another answer are refused', () => {
    const firstBlock = pausedStatus.slice(0, 36);
    expect(decode(bytesOf(`EPC[a:]\r\n\x02hello\x03\r\n${firstBlock}${identification}`))).toMatchObject([
      { kind: 'refused', reason: 'printer.read_back_unreadable', offset: 0, length: 9 },
      { kind: 'refused', reason: 'printer.unknown_answer', offset: 9, length: 9 },
      { kind: 'refused', reason: 'printer.incomplete_status', offset: 18, length: 36 },
      { kind: 'frame', type: 'HOST_IDENTIFICATION' },
    ]);
  });

  it('an answer that stops half way is incomplete', () => {
    for (const end of [1, 20, 34, 36, 50, 75]) {
      expect(decode(bytesOf(pausedStatus.slice(0, end)))).toEqual([
        { kind: 'incomplete', offset: 0, length: end },
      ]);
    }
    expect(decode(bytesOf(readBack.slice(0, 20)))).toMatchObject([{ kind: 'incomplete', length: 20 }]);
    expect(decode(bytesOf(pausedStatus.slice(0, -2)))).toMatchObject([{ kind: 'printer', length: 80 }]);
  });

  it('faults have codes', () => {
    expect(['media out', 'paper out', 'head open', 'unknown error 400'].map(faultCode)).toEqual([
      'printer.paper_out',
      'printer.paper_out',
      'printer.head_open',
      'printer.unknown_error_400',
    ]);
  });
});

describe('any bytes in any pieces', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      pausedStatus,
      mediaAndRibbonOut,
      readBack,
      identification,
      '\x02',
      '\x03',
      'EPC[',
      '\r\n',
    ),
    fc.string({
      unit: fc.constantFrom('\x02', '\x03', '\r', '\n', ',', '0', '1', 'E', 'P', 'C', '[', ']'),
      maxLength: 12,
    }),
    fc
      .constantFrom(pausedStatus, readBack, mediaAndRibbonOut)
      .chain((text) => fc.integer({ min: 1, max: text.length }).map((end) => text.slice(0, end))),
  );
  const stream = fc.array(piece, { maxLength: 8 }).map((pieces) => bytesOf(pieces.join('')));

  it('give the same lines, which tile the input', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(600), { maxLength: 10 }), (bytes, places) => {
        const cuts = places.map((place) => Math.min(place, bytes.length)).sort((a, b) => a - b);
        const whole = decode(bytes);
        expect(decode(bytes, cuts)).toEqual(whole);
        let offset = 0;
        for (const line of whole) {
          expect(line.offset).toBe(offset);
          offset += line.length;
        }
        expect(offset).toBe(bytes.length);
      }),
    );
  });

  it('never throw, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const total = decode(bytes, [Math.floor(bytes.length / 2)]).reduce(
          (sum, line) => sum + line.length,
          0,
        );
        expect(total).toBe(bytes.length);
      }),
    );
  });
});
