import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../testing/decoder-properties.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import { parseApdu } from './apdu.ts';
import { encodeApdu } from './apdu-encode.ts';
import { getRequest, segmentInformationRequest, setTimeRequest, transferSegmentRequest } from './commands.ts';
import { ConfigurationBook } from './configuration-book.ts';
import { type Effect, Manager } from './manager.ts';

const SYSTEM_ID = '0A1B2C3D4E5F6071';
const AARQ =
  'E2000032 80000000 0001002A 50790026 80000000 8000 80000000 00000000 00800000 0008 0011223344556677 02BC 0001 0100 00000000';
const AARQ_OWN = AARQ.replace('02BC', '4007');
const ACCEPTED =
  'E300002C 0000 50790026 80000000 8000 80000000 00000000 80000000 0008 0A1B2C3D4E5F6071 0000 0000 0000 00000000';
const UNKNOWN = ACCEPTED.replace('0000 5079', '0003 5079');
const CONFIGURATION =
  'E7000044 0042 0005 0101 003C 0000 FFFFFFFF 0D1C 0032 4007 0001002C 0006 0001 00040024 092F0004 00024B5C 0A460002 8040 09960002 17A0 0A55000C 00020008 0A4C0002 09900008';
const REPORT =
  'E700003E 003C 0007 0101 0036 0000 FFFFFFFF 0D1D 002C F000 0000 00020024 00010012 00030006 0080 0052 0061 2026031509420700 0002000A 0047 2026031509420700';

function scene(options: { book?: ConfigurationBook; askAlways?: boolean } = {}) {
  const manager = new Manager(SYSTEM_ID, options.book ?? new ConfigurationBook(), options.askAlways);
  manager.connected();
  const hear = (hex: string): Effect[] => {
    const bytes = bytesOf(hex);
    return manager.receive(parseApdu(bytes), bytes);
  };
  return { manager, hear };
}
/** What goes on the wire, and the kinds of the other effects. */
const told = (effects: readonly Effect[]): string[] =>
  effects.map((effect) => {
    if (effect.kind === 'send') return toHex(encodeApdu(effect.apdu));
    return effect.kind === 'limit' ? `limit ${effect.milliseconds ?? 'off'}` : effect.kind;
  });
const wire = (hex: string): string => hex.replaceAll(' ', '');

describe('association', () => {
  it('accepts a standard configuration at once, byte for byte', () => {
    const { manager, hear } = scene();
    expect(told(hear(AARQ))).toEqual([wire(ACCEPTED), 'limit off', 'operating']);
    expect(manager.state).toBe('operating');
    expect(manager.configuration?.id).toBe(0x02bc);
  });

  it('asks for an own configuration, takes it, and knows it the next time', () => {
    const { manager, hear } = scene();
    expect(told(hear(AARQ_OWN))).toEqual([wire(UNKNOWN), 'limit 10000']);
    expect(told(hear(CONFIGURATION))).toEqual([
      wire('E7000016 0014 0005 0201 000E 0000 00000000 0D1C 0004 4007 0000'),
      'limit off',
      'operating',
    ]);
    expect(told(hear('E400000200 01'))).toEqual(['E50000020000', 'limit off', 'unassociated']);
    expect(told(hear(AARQ_OWN))).toEqual([wire(ACCEPTED), 'limit off', 'operating']);
    expect(manager.configuration?.id).toBe(0x4007);
  });

  it('knows an own configuration by its device only, and asks always when told to', () => {
    const book = new ConfigurationBook();
    const first = scene({ book });
    first.hear(AARQ_OWN);
    first.hear(CONFIGURATION);
    const otherDevice = AARQ_OWN.replace('0011223344556677', '0011223344556678');
    expect(told(scene({ book }).hear(otherDevice))[0]).toBe(wire(UNKNOWN));
    expect(told(scene({ book, askAlways: true }).hear(AARQ_OWN))[0]).toBe(wire(UNKNOWN));
    expect(told(scene({ book }).hear(AARQ_OWN))[0]).toBe(wire(ACCEPTED));
  });

  it.each([
    ['another protocol', AARQ.replace('50790026', '50780026'), 'E3000006000400000000'],
    [
      'another association version',
      AARQ.replace('E2000032 80000000', 'E2000032 40000000'),
      'E3000006000800000000',
    ],
    ['no MDER', AARQ.replace('80000000 8000 8', '80000000 4000 8'), 'E300002C0005'],
    ['another protocol version', AARQ.replace('50790026 80000000', '50790026 40000000'), 'E300002C0005'],
    ['a manager', AARQ.replace('00800000', '80000000'), 'E300002C0001'],
    ['a reserved configuration', AARQ.replace('02BC', '8000'), 'E300002C0005'],
  ])('refuses %s', (_what, request, answer) => {
    const { manager, hear } = scene();
    const [sent, ...others] = told(hear(request));
    expect(sent?.startsWith(answer)).toBe(true);
    expect(others).toEqual(['limit off', 'unassociated']);
    expect(manager.state).toBe('unassociated');
  });

  it('gives up an association info that does not fill its place', () => {
    const { hear } = scene();
    expect(told(hear(AARQ.replace('0008 0011223344556677', '0007 0011223344556677')))[0]).toBe(
      'E60000020000',
    );
  });
});

describe('configuration', () => {
  it('is refused when nothing in it can be measured, and the agent may try again', () => {
    const { manager, hear } = scene();
    hear(AARQ_OWN);
    const withoutAttributes = 'E700001C 001A 0005 0101 0014 0000 FFFFFFFF 0D1C 000A 4007 00010004 0006 0001';
    const noObjects = 'E7000018 0016 0005 0101 0010 0000 FFFFFFFF 0D1C 0006 4007 00000000';
    for (const report of [withoutAttributes, noObjects]) {
      expect(told(hear(report))[0]).toMatch(/^E7000016001400050201000E0000000000000D1C0004400[07]0001$/);
      expect(manager.state).toBe('waitingForConfiguration');
    }
    expect(told(hear(CONFIGURATION)).at(-1)).toBe('operating');
  });

  it('by a standard number alone is asked for in full unless the number is known', () => {
    const bare = (id: string): string =>
      `E7000018 0016 0005 0101 0010 0000 FFFFFFFF 0D1C 0006 ${id} 00000000`;
    const unknown = scene();
    unknown.hear(AARQ.replace('02BC', '07D0'));
    expect(told(unknown.hear(bare('07D0')))[0]).toBe('E7000016001400050201000E0000000000000D1C000407D00002');
    const known = scene({ askAlways: true });
    known.hear(AARQ);
    expect(told(known.hear(bare('02BC'))).at(-1)).toBe('operating');
  });

  it('that does not come in time ends with abort reason 3', () => {
    const { manager, hear } = scene();
    hear(AARQ_OWN);
    expect(told(manager.timeout())).toEqual(['E60000020003', 'limit off', 'unassociated']);
  });

  it('must come before a report', () => {
    const { manager, hear } = scene();
    hear(AARQ_OWN);
    expect(told(hear(REPORT))).toEqual(['E700000C000A00070300000400180000']);
    expect(manager.state).toBe('waitingForConfiguration');
  });
});

describe('operating', () => {
  it('hands a report over and leaves its answer to whoever stores it', () => {
    const { hear } = scene();
    hear(AARQ);
    expect(hear(REPORT)).toMatchObject([{ kind: 'report', invokeId: 7, repeated: false }]);
    expect(hear(REPORT)).toMatchObject([{ kind: 'report', repeated: true }]);
    expect(hear(REPORT.replace('0047', '0048'))).toMatchObject([{ kind: 'report', repeated: false }]);
  });

  it('takes only the answer to the request that waits', () => {
    const { manager, hear } = scene();
    hear(AARQ);
    expect(told(manager.request(getRequest()))).toEqual([
      'E700000E000C000101030006000000000000',
      'limit 3000',
    ]);
    expect(told(hear('E700000E 000C 0001 0203 0006 0000 00000000'))).toEqual(['limit off', 'answer']);
    expect(told(hear('E700000E 000C 0001 0203 0006 0000 00000000'))[0]).toBe('E60000020000');
    expect(manager.state).toBe('unassociated');
  });

  it.each([
    ['another invoke-id', 'E700000E 000C 0002 0203 0006 0000 00000000'],
    ['another service', 'E700000E 000C 0001 0205 0006 0000 00000000'],
    ['another object', 'E700000E 000C 0001 0203 0006 0009 00000000'],
  ])('aborts on an answer with %s', (_what, answer) => {
    const { manager, hear } = scene();
    hear(AARQ);
    manager.request(getRequest());
    expect(told(hear(answer))[0]).toBe('E60000020000');
  });

  it('aborts with reason 2 when no answer comes, and takes the late one for a stray', () => {
    const { manager, hear } = scene();
    hear(AARQ);
    manager.request(getRequest());
    expect(told(manager.timeout())[0]).toBe('E60000020002');
    expect(told(hear('E700000E 000C 0001 0203 0006 0000 00000000'))[0]).toBe('E60000020000');
  });

  it('has no objects for an agent to ask for', () => {
    const { hear } = scene();
    hear(AARQ);
    expect(told(hear('E700000E 000C 0009 0103 0006 0000 00000000'))).toEqual([
      'E700000C000A00090300000400010000',
    ]);
  });

  it('aborts on a new association request and is free for the next', () => {
    const { manager, hear } = scene();
    hear(AARQ);
    expect(told(hear(AARQ))[0]).toBe('E60000020000');
    expect(told(hear(AARQ)).at(-1)).toBe('operating');
    expect(manager.state).toBe('operating');
  });

  it('releases and waits for the answer', () => {
    const { manager, hear } = scene();
    hear(AARQ);
    expect(told(manager.release())).toEqual(['E40000020000', 'limit 3000']);
    expect(hear(REPORT)).toEqual([]);
    expect(told(hear('E50000020000'))).toEqual(['limit off', 'unassociated']);
  });
});

describe('requests', () => {
  it('have the bytes of the brief', () => {
    const sent = (message: Parameters<Manager['request']>[0]): string | undefined => {
      const { manager, hear } = scene();
      hear(AARQ);
      return told(manager.request(message))[0];
    };
    expect(sent(getRequest())).toBe(wire('E700000E 000C 0001 0103 0006 0000 00000000'));
    expect(sent(segmentInformationRequest(2))).toBe(
      wire('E7000014 0012 0001 0107 000C 0002 0C0D 0006 0001 0002 0000'),
    );
    expect(sent(transferSegmentRequest(2, 1))).toBe(wire('E7000010 000E 0001 0107 0008 0002 0C1C 0002 0001'));
    expect(sent(setTimeRequest('2026-03-15T09:42:07'))).toBe(
      wire('E700001A 0018 0001 0107 0012 0000 0C17 000C 2026031509420700 00000000'),
    );
  });
});
