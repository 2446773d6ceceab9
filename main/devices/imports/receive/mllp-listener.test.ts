import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createMllpReader, mllpFrame } from '../../../../drivers/imports/mllp.ts';
import { createManualClock } from '../../../../drivers/transport/manual-clock.ts';
import { StoreError } from '../../../kernel/errors.ts';
import type { ReceiveAnswer } from '../record/commands.ts';
import { bytesOfText, oru, quiet } from '../testing/intake.ts';
import { quietPort } from '../testing/quiet-port.ts';
import { MllpListener, type MllpLimits, mllpLimits } from './mllp-listener.ts';

const taken: ReceiveAnswer = {
  id: 'r1',
  state: 'taken',
  reason: '',
  results: 1,
  known: 0,
  refused: 0,
  isRepeat: false,
};

describe('the HL7 listener', () => {
  const clock = createManualClock();
  const open: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const part of open.splice(0)) await part.stop();
  });

  async function listener(
    receive: (bytes: Uint8Array) => Promise<ReceiveAnswer>,
    limits: Partial<MllpLimits> = {},
    port = 0,
  ): Promise<MllpListener> {
    let changed = (): void => {};
    const began = new Promise<void>((resolve) => {
      changed = resolve;
    });
    const made = new MllpListener({
      host: '127.0.0.1',
      port,
      clock,
      receive,
      log: quiet,
      onChange: () => changed(),
      limits: { ...mllpLimits, ...limits },
    });
    open.push(made);
    await began;
    return made;
  }

  /** An instrument: sends pieces, and reads answers as they come. */
  async function instrumentAt(port: number | undefined) {
    const socket: Socket = connect({ host: '127.0.0.1', port: port ?? 0 });
    const reader = createMllpReader(10_000);
    const answers: string[] = [];
    const waiters: (() => void)[] = [];
    socket.on('data', (bytes) => {
      for (const event of reader.push(bytes as Uint8Array))
        if (event.kind === 'message')
          answers.push(Buffer.from(event.bytes).toString('utf8').split('\r')[1] ?? '');
      for (const wake of waiters.splice(0)) wake();
    });
    const closed = once(socket, 'close');
    await once(socket, 'connect');
    open.push({
      stop: async () => {
        socket.destroy();
        await closed;
      },
    });
    return {
      socket,
      closed,
      send: (bytes: Uint8Array) => socket.write(bytes),
      async answers(count: number): Promise<string[]> {
        while (answers.length < count) await new Promise<void>((resolve) => waiters.push(resolve));
        return answers;
      },
    };
  }
  const framed = (text: string): Uint8Array => mllpFrame(bytesOfText(text));

  it('answers each message in its order, whatever pieces it came in, and only after it is stored', async () => {
    const stored: string[] = [];
    const { port } = await listener(async (bytes) => {
      stored.push(Buffer.from(bytes).toString().includes('|71|') ? 'b' : 'a');
      return taken;
    });
    const instrument = await instrumentAt(port);
    const bytes = Buffer.concat([framed(oru('1', '65.5')), Buffer.from('noise'), framed(oru('2', '71'))]);
    for (let at = 0; at < bytes.length; at += 7) instrument.send(bytes.subarray(at, at + 7));
    expect(await instrument.answers(2)).toEqual(['MSA|AA|1', 'MSA|AA|2']);
    expect(stored).toEqual(['a', 'b']);
  });

  it('answers what waits or is refused with AE, and what is not kept with AR', async () => {
    const given: (ReceiveAnswer | Error)[] = [
      { ...taken, state: 'waiting', reason: 'some-refused' },
      { ...taken, state: 'refused', reason: 'all-refused' },
      new StoreError('store.disk_full', 'full'),
      new TypeError('a fault of our own'),
    ];
    const { port } = await listener(async () => {
      const next = given.shift() ?? taken;
      if (next instanceof Error) throw next;
      return next;
    });
    const instrument = await instrumentAt(port);
    for (const id of ['1', '2', '3', '4', '5']) instrument.send(framed(oru(id, '65.5')));
    expect(await instrument.answers(5)).toEqual([
      'MSA|AE|1|waiting some-refused',
      'MSA|AE|2|refused all-refused',
      'MSA|AR|3|store.disk_full',
      'MSA|AR|4|kernel.unexpected',
      'MSA|AA|5',
    ]);
  });

  it('keeps nothing of what is no result, has no header or is too long', async () => {
    let stored = 0;
    const { port } = await listener(
      async () => {
        stored += 1;
        return taken;
      },
      { mostBytes: 2000 },
    );
    const instrument = await instrumentAt(port);
    instrument.send(framed(oru('1', '65.5').replace('ORU^R01', 'ADT^A01')));
    instrument.send(framed('PID|1||320106'));
    instrument.send(framed(oru('3', '65.5') + 'NTE|'.padEnd(3000, 'x')));
    instrument.send(framed(oru('4', '65.5')));
    expect(await instrument.answers(4)).toEqual([
      'MSA|AR|1|only ORU R01 is taken',
      'MSA|AR||no MSH',
      'MSA|AR|3|message too long',
      'MSA|AA|4',
    ]);
    expect(stored).toBe(1);
  });

  it('answers an instrument that closes its side behind its message', async () => {
    const { port } = await listener(async () => taken);
    const instrument = await instrumentAt(port);
    instrument.socket.end(framed(oru('9', '65.5')));
    expect(await instrument.answers(1)).toEqual(['MSA|AA|9']);
    await instrument.closed;
  });

  it('takes nothing of a message that breaks off', async () => {
    let stored = 0;
    const made = await listener(async () => {
      stored += 1;
      return taken;
    });
    const broken = await instrumentAt(made.port);
    broken.socket.end(framed(oru('1', '65.5')).subarray(0, 80));
    await broken.closed;
    const next = await instrumentAt(made.port);
    next.send(framed(oru('2', '65.5')));
    expect([await next.answers(1), stored]).toEqual([['MSA|AA|2'], 1]);
  });

  it('refuses more connections than it may have', async () => {
    const { port } = await listener(async () => taken, { mostConnections: 1 });
    const first = await instrumentAt(port);
    first.send(framed(oru('1', '65.5')));
    await first.answers(1);
    const second = await instrumentAt(port);
    await second.closed;
    first.send(framed(oru('2', '65.5')));
    expect(await first.answers(2)).toEqual(['MSA|AA|1', 'MSA|AA|2']);
  });

  it('closes a connection on which nothing comes', async () => {
    const { port } = await listener(async () => taken, { idleMs: 20 });
    const instrument = await instrumentAt(port);
    await instrument.closed;
    expect(instrument.socket.destroyed).toBe(true);
  });

  it('says that the port is taken, and takes it when it is free', async () => {
    const port = await quietPort();
    const other = createServer();
    other.listen(port, '127.0.0.1');
    await once(other, 'listening');
    const made = await listener(async () => taken, {}, port);
    expect(made.standing()).toEqual({ state: 'fault', reason: 'imports.port_taken', waiting: 0 });
    other.close();
    await once(other, 'close');
    while (made.standing().state !== 'open') await clock.advance(1000);
    expect(made.port).toBe(port);
  });

  it('ends with its connections, and stores what was under way', async () => {
    let stored = false;
    let arrived = (): void => {};
    const underWay = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    let goOn = (): void => {};
    const made = await listener(async () => {
      arrived();
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      stored = true;
      return taken;
    });
    const instrument = await instrumentAt(made.port);
    instrument.send(framed(oru('1', '65.5')));
    await underWay;
    const stopping = made.stop();
    goOn();
    await stopping;
    await instrument.closed;
    expect([stored, made.standing().waiting]).toEqual([true, 0]);
  });
});
