import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { escapeCommand } from './commands.ts';
import { createKernDecoder } from './frame.ts';

const decode = (text: string) => decodeText(createKernDecoder(), text);
const hex = (text: string) => toHex(Buffer.from(text, 'latin1'));

describe('KERN lines', () => {
  it('reproduces the vector of 15 bytes', () => {
    expect(decode('+00083.20 G S\r\n')).toMatchObject([
      {
        kind: 'reading',
        values: { weight: 83.2, weightStable: true },
        units: { weight: 'g' },
        text: { weight: '83.20' },
        flags: [],
        offset: 0,
        length: 15,
      },
    ]);
  });

  it('takes 14 bytes, an unstable value, a negative one, checkweighing', () => {
    expect(decode('+0041.75 G U\r\n')[0]).toMatchObject({
      length: 14,
      values: { weight: 41.75, weightStable: false },
      flags: ['unstable'],
    });
    expect(decode('-00000.30 GHS\r\n')[0]).toMatchObject({ text: { weight: '-0.30' }, flags: ['checkHigh'] });
    expect(decode('   1207.4 G  \r\n')[0]).toMatchObject({ values: { weight: 1207.4 } });
  });

  it.each([
    [' G', 'g'],
    ['CT', '[car_m]'],
    ['OZ', '[oz_av]'],
    ['LB', '[lb_av]'],
    ['OT', '[oz_tr]'],
    ['DW', '[pwt_tr]'],
    ['GR', '[gr]'],
    ['TL', 'tael'],
    ['MO', 'momme'],
    ['to', 'tola'],
    [' %', '%'],
  ])('unit %s is %s', (spelling, unit) => {
    expect(decode(`+00012.50${spelling} S\r\n`)[0]).toMatchObject({ units: { weight: unit } });
  });

  it('counts pieces and tells what is out of range', () => {
    expect(decode('+00000125PC S\r\n')[0]).toMatchObject({ values: { count: 125 } });
    expect(decode('+         G E\r\n')[0]).toMatchObject({ error: { code: 'E', meaning: 'overload' } });
  });
});

describe('damaged KERN lines', () => {
  it.each([
    ['number', '+0008x.20 G S\r\n'],
    ['number', '+00083.2. G S\r\n'],
    ['number', '-000#3.20 G U\r\n'],
    ['unit', '+00083.20XX S\r\n'],
  ])('are refused with %s as a whole: %j', (reason, text) => {
    expect(decode(text)).toEqual([{ kind: 'refused', reason, offset: 0, length: text.length }]);
  });
});

describe('Sartorius SBI lines', () => {
  it('takes 16 and 22 characters; a missing unit is the sign for not stable', () => {
    expect(decode('+   417.25 g  \r\n')[0]).toMatchObject({
      values: { weight: 417.25, weightStable: true },
      text: { weight: '417.25' },
    });
    expect(decode('-     3.80    \r\n')[0]).toMatchObject({
      values: { weight: -3.8, weightStable: false },
      units: {},
      flags: ['unstable'],
    });
    expect(decode('-  7.250 mg  \r\n')[0]).toMatchObject({ values: { weight: -7.25, weightStable: true } });
    expect(decode(' 0.0   \r\n')[0]).toMatchObject({ text: { weight: '0.0' }, flags: ['unstable'] });
    expect(decode('N     +   417.25 g  \r\n')[0]).toMatchObject({
      values: { netWeight: 417.25 },
      flags: ['net'],
    });
    expect(decode('Qnt   +       12 pcs\r\n')[0]).toMatchObject({ values: { count: 12 } });
  });

  it('keeps the digit that is not verified and says so', () => {
    expect(decode(' 417.253[6]g  \r\n')[0]).toMatchObject({
      text: { weight: '417.2536' },
      flags: ['unverifiedDigit'],
    });
  });

  it('tells messages instead of numbers', () => {
    expect(decode('      High    \r\n')[0]).toMatchObject({ flags: ['overLimit'] });
    expect(decode('      Low     \r\n')[0]).toMatchObject({ flags: ['underLimit'] });
    expect(decode('     Err 54   \r\n')[0]).toMatchObject({ error: { code: '54' } });
    expect(decode('Stat        OFF     \r\n')[0]).toMatchObject({ type: 'message', fields: { text: 'OFF' } });
  });

  it('names the commands of the host', () => {
    expect(decodeHex(createKernDecoder(), toHex(escapeCommand('P')))).toMatchObject([
      { type: 'command', fields: { command: 'ESC P' }, length: 4 },
    ]);
    expect(decodeHex(createKernDecoder(), '1B 78 32 5F 0D 0A')[0]).toMatchObject({
      fields: { command: 'ESC x2_' },
    });
  });
});

describe('Ohaus lines', () => {
  it('takes the mark of an unstable value and the legend', () => {
    expect(decode('    52.18 g ?   N\r\n')[0]).toMatchObject({
      values: { netWeight: 52.18, weightStable: false },
      flags: ['unstable', 'net'],
    });
    expect(decode('       0.07     g     \r\n')[0]).toMatchObject({
      values: { weight: 0.07, weightStable: true },
    });
    expect(decode('   119.6 kg  *     G\r\n')[0]).toMatchObject({
      values: { weight: 119.6, weightStable: true },
      flags: ['gross'],
    });
  });

  it('takes the SICS lines of newer models', () => {
    expect(decode('S S      52.18 g\r\nES\r\n')).toMatchObject([
      { values: { weight: 52.18, weightStable: true } },
      { error: { code: 'ES' } },
    ]);
  });
});

describeDecoderProperties('scale-kern', createKernDecoder, {
  frames: [hex('+00083.20 G S\r\n'), hex('+   417.25 g  \r\n'), hex('    52.18 g ?   N\r\n'), '1B500D0A'],
});
