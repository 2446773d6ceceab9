import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecodedTag } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { createManualClock, type ManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog, type Transport } from '../../transport/transport.ts';
import { decodeMessage, encodeMessage, type Group, type LlrpMessage } from './codec.ts';
import { MessageFramer } from './framer.ts';
import { LlrpSession } from './session.ts';
import { concat, VECTOR_NAMES, vectorBytes } from './testing.ts';
import { fromHex } from './wire.ts';

const OK: Group = { llrpStatus: { statusCode: 0, errorDescription: '' } };

interface Scene {
  readonly clock: ManualClock;
  readonly session: LlrpSession;
  readonly reader: Transport;
  /** What the reader received. */
  readonly heard: LlrpMessage[];
  readonly tags: DecodedTag[];
  readonly events: Group[];
  readonly refused: string[];
  readonly closed: string[];
}

function createScene(): Scene {
  const clock = createManualClock();
  const [driverEnd, reader] = createMemoryPair({ clock });
  const scene = { heard: [], tags: [], events: [], refused: [], closed: [] } as Pick<
    Scene,
    'heard' | 'tags' | 'events' | 'refused' | 'closed'
  >;
  const framer = new MessageFramer();
  reader.onBytes((bytes) => framer.push(bytes, (message) => scene.heard.push(decodeMessage(message))));
  const session = new LlrpSession(driverEnd, clock, silentLog, {
    onTags: (tags) => scene.tags.push(...tags),
    onEvent: (data) => scene.events.push(data),
    onRefusedReport: (error) => scene.refused.push(error.message),
    onClosed: (reason) => scene.closed.push(reason),
  });
  return { clock, session, reader, ...scene };
}

async function openScene(): Promise<Scene> {
  const scene = createScene();
  const opened = scene.session.open();
  await scene.reader.write(vectorBytes('ren-connect-ok'));
  await scene.clock.advance(1);
  await opened;
  return scene;
}

const answer = (name: string, id: number, body: Group = OK): Uint8Array => encodeMessage({ name, id, body });

describe('an LLRP session', () => {
  it('gives every response to its own request, in whatever order and among other messages', async () => {
    const { session, reader, clock, heard, tags, events } = await openScene();
    const first = session.request('GET_ROSPECS');
    const second = session.request('ENABLE_ROSPEC', { roSpecId: 7 });
    await clock.advance(1);
    const [firstId, secondId] = heard.map((message) => message.id);
    const noise = [
      vectorBytes('ro-access-report-two-tags'),
      vectorBytes('keepalive'),
      vectorBytes('ren-antenna-down'),
    ];
    await reader.write(
      concat(
        ...noise,
        answer('ENABLE_ROSPEC_RESPONSE', secondId ?? 0),
        ...noise,
        answer('GET_ROSPECS_RESPONSE', firstId ?? 0),
      ),
    );
    await clock.advance(1);
    await expect(first).resolves.toEqual(OK);
    await expect(second).resolves.toEqual(OK);
    expect(tags).toHaveLength(4);
    expect(events).toHaveLength(2);
    expect(heard.filter((message) => message.name === 'KEEPALIVE_ACK').map((message) => message.id)).toEqual([
      0x2a0000f1, 0x2a0000f1,
    ]);
  });

  it('takes ERROR_MESSAGE with the same id as the answer', async () => {
    const { session, reader, clock, heard } = await openScene();
    const request = session.request('GET_SUPPORTED_VERSION');
    await clock.advance(1);
    const status = { llrpStatus: { statusCode: 109, errorDescription: 'unsupported message' } };
    await reader.write(answer('ERROR_MESSAGE', heard[0]?.id ?? 0, status));
    await expect(request).rejects.toMatchObject({ code: 'device.refused', detail: { status: 109 } });
  });

  it('passes on the status and the parameter error of a refusal', async () => {
    const { session, reader, clock } = await openScene();
    const request = session.request('ADD_ROSPEC', { roSpec: { roSpecId: 7, priority: 0, currentState: 0 } });
    await clock.advance(1);
    const bytes = vectorBytes('add-rospec-response-exists');
    new DataView(bytes.buffer).setUint32(6, 1);
    await reader.write(bytes);
    await expect(request).rejects.toMatchObject({
      code: 'device.refused',
      detail: { status: 100, parameterError: { parameterType: 177 } },
    });
  });

  it('refuses a response of another type and a request without a response after 5 s', async () => {
    const { session, reader, clock } = await openScene();
    const first = session.request('GET_ROSPECS');
    await reader.write(answer('ENABLE_ROSPEC_RESPONSE', 1));
    await expect(first).rejects.toMatchObject({ code: 'protocol.unexpected' });
    let outcome = 'waiting';
    const second = session.request('GET_ROSPECS').catch((error: unknown) => {
      outcome = 'failed';
      return error;
    });
    await clock.advance(4_900);
    expect(outcome).toBe('waiting');
    await clock.advance(200);
    expect(await second).toMatchObject({ code: 'device.timeout', retryable: true });
    await reader.write(answer('GET_ROSPECS_RESPONSE', 2));
    await clock.advance(1);
    expect(session.isClosed).toBe(false);
  });

  it.each([
    [1, 'llrp.refused_other_client'],
    [2, 'llrp.refused_other_client'],
    [3, 'llrp.refused'],
    [4, 'llrp.refused'],
  ])('is refused with code %d', async (status, reason) => {
    const { session, reader } = createScene();
    const opened = session.open();
    const readerEventNotificationData = { utcTimestamp: 1, connectionAttemptEvent: { status } };
    await reader.write(answer('READER_EVENT_NOTIFICATION', 1, { readerEventNotificationData }));
    await expect(opened).rejects.toMatchObject({
      code: 'device.refused',
      detail: { reason, attempt: status },
    });
    expect(session.isClosed).toBe(true);
  });

  it('gives up a reader that does not greet', async () => {
    const { session, clock } = createScene();
    const opened = session.open();
    const failed = expect(opened).rejects.toMatchObject({
      code: 'device.timeout',
      detail: { reason: 'llrp.no_greeting' },
    });
    await clock.advance(15_100);
    await failed;
    expect(clock.pending).toBe(0);
  });

  it('drops the link on a header that cannot be, after using what came before it', async () => {
    const { session, reader, clock, tags, closed } = await openScene();
    const waiting = session.request('GET_ROSPECS');
    const lost = expect(waiting).rejects.toMatchObject({ code: 'device.away' });
    await reader.write(concat(vectorBytes('ro-access-report-two-tags'), fromHex('043d7fffffff00000001')));
    await clock.advance(1);
    await lost;
    expect(tags).toHaveLength(2);
    expect(closed).toEqual(['llrp.foreign_protocol']);
  });

  it('keeps the link over a report with a wrong body and says so', async () => {
    const { session, reader, clock, refused } = await openScene();
    await reader.write(fromHex('043d0000000e0000000100f00003'));
    await clock.advance(1);
    expect(refused).toHaveLength(1);
    expect(session.isClosed).toBe(false);
  });

  it('ends every waiting request when the link drops in the middle of a report', async () => {
    const { session, reader, clock, closed, tags } = await openScene();
    const waiting = expect(session.request('GET_ROSPECS')).rejects.toMatchObject({ code: 'device.away' });
    await reader.write(vectorBytes('ro-access-report-two-tags').subarray(0, 50));
    await reader.close();
    await clock.advance(1);
    await waiting;
    expect(closed).toEqual(['llrp.link_lost']);
    expect(tags).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

describe('the live message framer', () => {
  it('cuts the same messages however the stream was split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...VECTOR_NAMES), { maxLength: 10 }),
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 10 }),
        (names, sizes) => {
          const messages = names.map(vectorBytes);
          const stream = concat(...messages);
          const framer = new MessageFramer();
          const cut: Uint8Array[] = [];
          for (let at = 0, turn = 0; at < stream.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            framer.push(stream.subarray(at, at + size), (message) => cut.push(message));
            at += size;
          }
          expect(cut).toEqual(messages);
        },
      ),
    );
  });

  it('does nothing worse than refusing on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        const framer = new MessageFramer();
        let outcome = 'taken';
        try {
          framer.push(bytes, () => {});
        } catch (error) {
          outcome = error instanceof DeviceError ? error.code : 'foreign error';
        }
        expect(['taken', 'protocol.length']).toContain(outcome);
      }),
    );
  });
});
