import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { decodeMessage, encodeMessage, type Group, type LlrpMessage } from './codec.ts';
import { addRoSpec, FULL_REPORT } from './commands.ts';
import { groupAt, groupsAt, numberAt } from './groups.ts';
import { MessageFramer } from './framer.ts';
import { createLlrpSimulator } from './simulator.ts';
import { attachSimulator } from './simulator-script.ts';
import { decodeTagReports } from './tag-reports.ts';
import { READ, vectorBytes } from './testing.ts';

function connect() {
  const clock = createManualClock();
  const simulator = createLlrpSimulator({ clock });
  const [client, readerEnd] = createMemoryPair({ clock });
  const heard: LlrpMessage[] = [];
  const raw: Uint8Array[] = [];
  const framer = new MessageFramer();
  client.onBytes((bytes) =>
    framer.push(bytes, (message) => {
      raw.push(message);
      heard.push(decodeMessage(message));
    }),
  );
  const ask = async (name: string, body: Group = {}): Promise<LlrpMessage | undefined> => {
    const before = heard.length;
    await client.write(encodeMessage({ name, id: 99, body }));
    await clock.advance(1);
    return heard.slice(before).find((message) => message.id === 99);
  };
  return { clock, simulator, client, readerEnd, heard, raw, ask };
}

const statusCode = (message: LlrpMessage | undefined): number | undefined =>
  numberAt(groupAt(message?.body, 'llrpStatus'), 'statusCode');

const roSpec = addRoSpec({
  roSpecId: 7,
  antennas: [1, 2],
  session: 1,
  tagPopulation: 32,
  report: FULL_REPORT,
});

describe('the virtual LLRP reader', () => {
  it('reports only while a ROSpec runs, only its antennas, and only the fields asked for', async () => {
    const { simulator, client, readerEnd, ask, raw, heard } = connect();
    simulator.accept(readerEnd);
    await client.open();
    simulator.presentReads([READ]);
    await ask('ADD_ROSPEC', roSpec);
    expect(statusCode(await ask('START_ROSPEC', { roSpecId: 7 }))).toBe(100);
    await ask('ENABLE_ROSPEC', { roSpecId: 7 });
    simulator.presentReads([READ]);
    expect(statusCode(await ask('START_ROSPEC', { roSpecId: 7 }))).toBe(0);
    simulator.presentReads([READ, { ...READ, antenna: 4 }]);
    await ask('STOP_ROSPEC', { roSpecId: 7 });
    simulator.presentReads([READ]);
    await ask('GET_ROSPECS');
    const reports = raw
      .filter((_, index) => heard[index]?.name === 'RO_ACCESS_REPORT')
      .flatMap(decodeTagReports);
    expect(reports).toHaveLength(1);
    expect(Object.keys(reports[0] ?? {}).sort()).toEqual(
      [
        'epc',
        'epcBits',
        'antennaId',
        'channelIndex',
        'peakRssi',
        'firstSeenUtcUs',
        'lastSeenUtcUs',
        'seenCount',
        'pc',
      ].sort(),
    );
  });

  it('refuses a second ROSpec with the published answer', async () => {
    const { simulator, client, readerEnd, ask } = connect();
    simulator.accept(readerEnd);
    await client.open();
    await ask('ADD_ROSPEC', roSpec);
    const again = await ask('ADD_ROSPEC', roSpec);
    expect(again?.body).toEqual(decodeMessage(vectorBytes('add-rospec-response-exists')).body);
    const listed = await ask('GET_ROSPECS');
    expect(groupsAt(listed?.body, 'roSpec')).toMatchObject([{ roSpecId: 7, currentState: 0 }]);
  });

  it('answers what it does not know with ERROR_MESSAGE 109', async () => {
    const { simulator, client, readerEnd, ask } = connect();
    simulator.accept(readerEnd);
    await client.open();
    const answer = await ask('GET_SUPPORTED_VERSION');
    expect([answer?.name, statusCode(answer)]).toEqual(['ERROR_MESSAGE', 109]);
  });

  it('sends a second client away and tells the first', async () => {
    const { clock, simulator, client, readerEnd, heard } = connect();
    simulator.accept(readerEnd);
    await client.open();
    const [second, secondEnd] = createMemoryPair({ clock });
    const greetings: Uint8Array[] = [];
    let hungUp = false;
    second.onBytes((bytes) => greetings.push(bytes));
    second.onClose(() => {
      hungUp = true;
    });
    simulator.accept(secondEnd);
    await second.open();
    await clock.advance(1);
    expect(Buffer.concat(greetings).subarray(-6).toString('hex')).toBe('010000060002');
    expect(hungUp).toBe(true);
    expect(heard.at(-1)?.body).toMatchObject({
      readerEventNotificationData: { connectionAttemptEvent: { status: 4 } },
    });
  });

  it('closes a link whose keepalives nobody acknowledges', async () => {
    const { clock, simulator, client, readerEnd, ask } = connect();
    simulator.accept(readerEnd);
    await client.open();
    await ask('SET_READER_CONFIG', {
      resetToFactoryDefault: false,
      keepaliveSpec: { keepaliveTriggerType: 1, periodicTriggerValue: 1_000 },
    });
    await clock.advance(3_500);
    expect(simulator.isConnected).toBe(true);
    await clock.advance(1_000);
    expect(simulator.isConnected).toBe(false);
  });

  it('plays a script when the client has started its inventory', async () => {
    const clock = createManualClock();
    const [client, readerEnd] = createMemoryPair({ clock });
    const done: Readonly<Record<string, unknown>>[] = [];
    const session = attachSimulator({
      transport: readerEnd,
      clock,
      report: (what) => done.push(what),
      script: [
        { do: 'waitForRoSpec' },
        { after: 100, do: 'reads', reads: [READ] },
        { after: 50, do: 'antenna', antenna: 3, connected: false },
        { do: 'reads', reads: 'none' },
      ],
    });
    const names: string[] = [];
    const framer = new MessageFramer();
    client.onBytes((bytes) => framer.push(bytes, (message) => names.push(decodeMessage(message).name)));
    await client.open();
    await clock.advance(1_000);
    expect(done.some((what) => what['did'] === 'reads')).toBe(false);
    for (const [name, body] of [
      ['ADD_ROSPEC', roSpec],
      ['ENABLE_ROSPEC', { roSpecId: 7 }],
      ['START_ROSPEC', { roSpecId: 7 }],
    ] as const) {
      await client.write(encodeMessage({ name, id: 1, body }));
    }
    await clock.advance(1_000);
    expect(done.filter((what) => 'did' in what || 'failed' in what)).toMatchObject([
      { did: 'reads' },
      { did: 'antenna' },
      { failed: 'reads' },
    ]);
    expect(names.filter((name) => name === 'RO_ACCESS_REPORT')).toHaveLength(1);
    session.stop();
    expect(clock.pending).toBe(0);
  });

  it('refuses a script with a step nobody knows', () => {
    const clock = createManualClock();
    const [, transport] = createMemoryPair({ clock });
    expect(() =>
      attachSimulator({ transport, clock, report: () => {}, script: [{ do: 'dance' }] }),
    ).toThrowError(expect.objectContaining({ code: 'input.invalid' }));
  });
});
