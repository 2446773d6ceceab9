import type { SimulatorSession } from '../../../../drivers/manifest.ts';
import { findDriver } from '../../../../drivers/registry.ts';
import { createSerialTransport } from '../../../../drivers/transport/serial.ts';
import { systemClock, type Transport } from '../../../../drivers/transport/transport.ts';
import { Gadget } from '../bench/gadget.ts';
import { eventually, plugged } from '../station/plugged.ts';
import { expectAccess, expectNoModem, usbPlace } from '../station/udev.ts';
import { Watched } from '../station/watched.ts';
import { equal, expect, suite } from '../suite.ts';

type Step = Readonly<Record<string, unknown>>;

/** A lock board behind a USB serial adapter: the kernel's ACM function outside, a driver's simulator inside. */
class LockBoard {
  /** What the board did, in order, since it was plugged in. */
  did: Step[] = [];
  readonly #gadget: Gadget;
  #line: Transport | undefined;
  #session: SimulatorSession | undefined;

  private constructor(gadget: Gadget) {
    this.#gadget = gadget;
  }

  static async build(): Promise<LockBoard> {
    return new LockBoard(
      await Gadget.build({
        name: 'locks',
        vendorId: 0x1a86,
        productId: 0x55d3,
        serialNumber: 'LOCK-1',
        manufacturer: 'Lab',
        product: 'Lab lock board',
        function: 'acm.locks',
        socket: 3,
      }),
    );
  }

  async plug(driver: string): Promise<void> {
    await this.#gadget.plug();
    const line = createSerialTransport({
      path: '/dev/ttyGS0',
      baudRate: 9600,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
      rtscts: false,
    });
    await line.open();
    this.#line = line;
    this.did = [];
    const module = await findDriver(driver).load();
    this.#session = module.attachSimulator({
      transport: line,
      clock: systemClock,
      script: [],
      report: (what) => this.did.push(what),
    });
  }

  async unplug(): Promise<void> {
    await this.#gadget.unplug();
    this.#session?.stop();
    await this.#line?.close();
  }

  perform(...steps: readonly Step[]): void {
    expect(this.#session?.perform !== undefined, 'nothing is plugged in');
    this.#session.perform(steps.map((step) => ({ afterMs: 0, ...step })));
  }
}

const families = [
  { driver: 'lock-kerong', board: 0 },
  { driver: 'lock-8a', board: 1 },
  { driver: 'lock-wkly', board: 1 },
] as const;

const ask = (station: Watched, input: unknown): Promise<unknown> =>
  station.request('open', input).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : String(error);
    return { rejected: code };
  });

export const lockBoardSuite = suite('Lock boards (dummy_hcd + usb_f_acm, serialport, lock-…)', (check) => {
  let board: LockBoard | undefined;
  let station: Watched | undefined;
  let port = '';
  const need = (): { board: LockBoard; station: Watched } => {
    expect(board !== undefined && station !== undefined, 'nothing is plugged in');
    return { board, station };
  };

  check('is listed by a name that survives the next boot', async () => {
    board = await LockBoard.build();
    await board.plug('lock-kerong');
    const found = await plugged(
      'serial',
      (device) => device.vendorId === 0x1a86 && device.path.startsWith('/dev/serial/by-id/'),
    );
    equal([found.productId, found.serialNumber], [0x55d3, 'LOCK-1']);
    expect(found.path.includes('LOCK-1'), found.path);
    port = found.path;
  });

  check('may be opened by who is logged in, and is left alone by ModemManager (udev rules)', async () => {
    await expectAccess(`--name=${port}`);
    await expectNoModem(`--name=${port}`);
    await expectNoModem(usbPlace(0x1a86));
  });

  for (const [index, { driver, board: address }] of families.entries()) {
    const settings = { boards: [address], commissioned: true };

    check(`${driver}: reads all doors, is ready`, async () => {
      expect(board !== undefined, 'nothing is plugged in');
      await station?.stop();
      if (index > 0) {
        await board.unplug();
        await board.plug(driver);
      }
      station = await Watched.start(driver, `serial://${port}?baud=9600`, settings);
      await station.state('ready');
      const { cells } = await station.seen('doors');
      expect(cells.length > 0 && cells.every(({ closed }) => closed === true), JSON.stringify(cells));
    });

    check(`${driver}: opens door 5, and says so by its contact`, async () => {
      const { station } = need();
      const outcome = await ask(station, { cell: 5, transactionId: `${driver}-1` });
      equal(outcome, {
        transactionId: `${driver}-1`,
        board: address,
        cell: 5,
        attempts: 1,
        acknowledged: true,
        boltMoved: true,
        doorOpen: true,
        confirmedBy: 'sensor',
      });
    });
  }

  check('a door forced by hand is told at once', async () => {
    const { board, station } = need();
    board.perform({ force: 3 });
    await station.seen('security', ({ code }) => code === 'lock.opened_unasked');
  });

  check('unplugged in the middle of an opening: not reported as opened, away, doors unknown', async () => {
    const { board, station } = need();
    board.perform({ deaf: 50 });
    await eventually(() => board.did.some((what) => what['did'] === 'deaf'), 'the board is not deaf');
    station.forget();
    const outcome = ask(station, { cell: 6, transactionId: 'cut-1' });
    await eventually(() => board.did.some((what) => what['asked'] === 'open'), 'nobody asked');
    await board.unplug();
    const told = await outcome;
    expect(typeof told === 'object' && told !== null && 'rejected' in told, JSON.stringify(told));
    await station.state('away');
    await station.seen('doors', ({ cells }) => cells.every(({ closed }) => closed === null));
  });

  check('plugged in again: ready by itself; the door that changed meanwhile is told', async () => {
    const { board, station } = need();
    station.forget();
    await board.plug('lock-wkly');
    await station.state('ready');
    // Door 3 stood open; the board that is plugged in now has all doors shut.
    await station.seen('security', ({ code }) => code === 'lock.changed_while_away');
  });

  check('the opening that was cut off is not carried out later', async () => {
    const { board, station } = need();
    const again = await ask(station, { cell: 6, transactionId: 'cut-1' });
    expect(typeof again === 'object' && again !== null && 'rejected' in again, JSON.stringify(again));
    expect(!board.did.some((what) => what['did'] === 'open'), JSON.stringify(board.did.slice(-4)));
    const fresh = await ask(station, { cell: 7, transactionId: 'new-1' });
    expect(typeof fresh === 'object' && fresh !== null && 'boltMoved' in fresh, JSON.stringify(fresh));
  });

  return async () => {
    await station?.stop();
    await board?.unplug();
  };
});
