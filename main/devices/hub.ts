import type { BoardDoors } from '../../drivers/decoded.ts';
import { DeviceError } from '../../drivers/errors.ts';
import type { DeviceEvent, DeviceState } from '../../drivers/manifest.ts';
import type { DevicePosition } from '../contract/devices.ts';
import type { DeviceLive, TrainingFault } from '../contract/device-work.ts';
import { HubRequests } from './hub-requests.ts';
import { countReads, type DeviceStatus, type Kept, newlyKept, readsPerSecond } from './hub-status.ts';
import { withEvent } from './live.ts';
import type { FromDevices, ToDevices, TraceLine, TrainingDevice, TrainingStep } from './messages.ts';

/** The part of a supervised child process that the hub uses (`main/hosts/service-process.ts`). */
export interface DevicesLine {
  start(): void;
  send(message: ToDevices): void;
  stop(): Promise<void>;
}

export interface PositionedEvent {
  readonly position: DevicePosition;
  readonly event: DeviceEvent;
}

/** A training device (培训设备) and where it stands. Nothing of it reaches the domains. */
export interface TrainingPosition {
  readonly position: DevicePosition;
  /** `undefined` = a recording is played, nothing is simulated. */
  readonly device: TrainingDevice | undefined;
}

export interface HubOptions {
  /** Makes the line; the hub hands in what it does with messages and with the process's coming and going. */
  readonly connect: (handlers: {
    readonly onMessage: (message: FromDevices) => void;
    readonly onState: (state: 'running' | 'restarting' | 'stopped') => void;
  }) => DevicesLine;
  readonly now: () => number;
  /** How the doors of a lock board were last seen by an earlier run; empty when nothing is known. */
  readonly doorsBefore?: (position: DevicePosition) => readonly BoardDoors[];
  readonly after: (milliseconds: number, action: () => void) => () => void;
}

const requestLimitMs = 20_000;
/** Five line settings of three seconds each, and as many questions. */
const listenLimitMs = 60_000;

/** 设备总线: the station's side of the devices process. Adds to every event where its device stands. */
export class DeviceHub {
  readonly #options: HubOptions;
  readonly #line: DevicesLine;
  readonly #kept = new Map<string, Kept>();
  readonly #listeners = new Set<(event: PositionedEvent) => void>();
  readonly #changeListeners = new Set<() => void>();
  readonly #requests: HubRequests;
  readonly #liveListeners = new Set<(device: string, live: DeviceLive) => void>();
  readonly #plugListeners = new Set<() => void>();
  #positions: readonly DevicePosition[] = [];
  #training: readonly TrainingPosition[] = [];
  #process: 'running' | 'restarting' | 'stopped' = 'stopped';
  #restarts = 0;

  constructor(options: HubOptions) {
    this.#options = options;
    this.#requests = new HubRequests({
      send: (message) => this.#line.send(message),
      after: options.after,
    });
    this.#line = options.connect({
      onMessage: (message) => this.#receive(message),
      onState: (state) => this.#processChanged(state),
    });
  }

  get process(): 'running' | 'restarting' | 'stopped' {
    return this.#process;
  }

  get restarts(): number {
    return this.#restarts;
  }

  start(positions: readonly DevicePosition[]): void {
    this.#positions = positions;
    this.#adopt();
    this.#line.start();
  }

  /** Positions that are new are opened, changed ones opened again, missing ones closed. */
  setPositions(positions: readonly DevicePosition[]): void {
    this.#positions = positions;
    this.#send();
  }

  training(): readonly TrainingPosition[] {
    return this.#training;
  }

  setTraining(training: readonly TrainingPosition[]): void {
    this.#training = training;
    this.#send();
  }

  /** The devices of the station, without those of the training. */
  positions(): readonly DevicePosition[] {
    return this.#positions;
  }

  /** Events of the station's devices; those of training devices are for the screen only (`onLive`). */
  onEvent(listener: (event: PositionedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called when a lamp may look different. */
  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** Called with what a device said, masked for the screen. */
  onLive(listener: (device: string, live: DeviceLive) => void): () => void {
    this.#liveListeners.add(listener);
    return () => this.#liveListeners.delete(listener);
  }

  /** Called when something was plugged in or pulled out. */
  onPlugs(listener: () => void): () => void {
    this.#plugListeners.add(listener);
    return () => this.#plugListeners.delete(listener);
  }

  isTraining(device: string): boolean {
    return this.#training.some(({ position }) => position.id === device);
  }

  statuses(): DeviceStatus[] {
    const second = Math.floor(this.#options.now() / 1000);
    return this.#all().flatMap((position) => {
      const kept = this.#kept.get(position.id);
      if (kept === undefined) return [];
      const training = this.isTraining(position.id) ? { fault: kept.fault } : null;
      return [{ ...kept, position, readsPerSecond: readsPerSecond(kept, second), training }];
    });
  }

  /** @throws DeviceError of the device, `device.away` when its process is down, `device.timeout` after 20 seconds */
  request(device: string, action: string, input: unknown): Promise<unknown> {
    return this.#ask((id) => ({ kind: 'request', id, device, action, input }));
  }

  async trace(device: string): Promise<readonly TraceLine[]> {
    return (await this.#ask((id) => ({ kind: 'trace', id, device }))) as readonly TraceLine[];
  }

  plugged(): Promise<unknown> {
    return this.#ask((id) => ({ kind: 'plugged', id }));
  }

  /** Whether the driver takes these settings and this address. @throws DeviceError `input.invalid`, `transport.bad_url` */
  async check(position: DevicePosition): Promise<void> {
    await this.#ask((id) => ({ kind: 'check', id, position }));
  }

  /** Raw bytes of a device into a file of that name, or no more. @throws DeviceError `device.away`, `device.refused` */
  async record(device: string, file: string | null): Promise<void> {
    await this.#ask((id) => ({ kind: 'record', id, device, file }));
    const kept = this.#kept.get(device);
    if (kept !== undefined) kept.recording = file;
    this.#changed();
  }

  /** @throws DeviceError `transport.busy` while a position uses the port */
  listen(path: string): Promise<unknown> {
    return this.#ask((id) => ({ kind: 'listen', id, path }), listenLimitMs);
  }

  /** @throws DeviceError `input.invalid` for steps the simulator does not know */
  async playTraining(device: string, steps: readonly TrainingStep[]): Promise<void> {
    await this.#ask((id) => ({ kind: 'training-play', id, device, steps }));
  }

  async misbehave(device: string, fault: TrainingFault): Promise<void> {
    await this.#ask((id) => ({ kind: 'training-fault', id, device, fault }));
    const kept = this.#kept.get(device);
    if (kept !== undefined) kept.fault = fault;
    this.#changed();
  }

  restart(device: string): void {
    this.#line.send({ kind: 'restart', device });
  }

  async stop(): Promise<void> {
    this.#requests.fail('transport.closed');
    await this.#line.stop();
  }

  #all(): readonly DevicePosition[] {
    return [...this.#positions, ...this.#training.map(({ position }) => position)];
  }

  #send(): void {
    this.#adopt();
    if (this.#process === 'running') this.#tellPositions();
    this.#changed();
  }

  #tellPositions(): void {
    const devices = this.#training.flatMap(({ device }) => (device === undefined ? [] : [device]));
    this.#line.send({ kind: 'training', devices });
    const positions = this.#all();
    const doorsBefore = Object.fromEntries(
      this.#positions.flatMap((position) => {
        const doors = this.#options.doorsBefore?.(position) ?? [];
        return doors.length === 0 ? [] : [[position.id, doors] as const];
      }),
    );
    const known = Object.keys(doorsBefore).length === 0 ? {} : { doorsBefore };
    this.#line.send({ kind: 'positions', positions, ...known });
  }

  #ask(message: (id: number) => ToDevices, limitMs = requestLimitMs): Promise<unknown> {
    if (this.#process !== 'running') {
      return Promise.reject(
        new DeviceError('device.away', 'the devices process is not running', { retryable: true }),
      );
    }
    return this.#requests.ask(message, limitMs);
  }

  #adopt(): void {
    const positions = this.#all();
    const known = new Set(positions.map((position) => position.id));
    for (const id of this.#kept.keys()) if (!known.has(id)) this.#kept.delete(id);
    for (const position of positions) {
      const kept = this.#kept.get(position.id);
      if (kept !== undefined) {
        kept.position = position;
        continue;
      }
      this.#kept.set(position.id, newlyKept(position, this.#options.now()));
    }
  }

  #processChanged(state: 'running' | 'restarting' | 'stopped'): void {
    if (state === 'restarting') this.#restarts += 1;
    this.#process = state;
    if (state === 'running') {
      for (const kept of this.#kept.values()) Object.assign(kept, { fault: 'none', recording: null });
      this.#tellPositions();
    } else {
      this.#requests.fail('device.away');
      for (const kept of this.#kept.values()) this.#setState(kept, 'process-down', 'devices.process_down');
    }
    this.#changed();
  }

  #receive(message: FromDevices): void {
    switch (message.kind) {
      case 'hello':
        return;
      case 'events':
        for (const { device, event } of message.events) this.#event(device, event);
        return;
      case 'plugs-changed':
        for (const listener of this.#plugListeners) listener();
        return;
      case 'recording-ended': {
        const kept = this.#kept.get(message.device);
        if (kept !== undefined) kept.recording = null;
        return this.#changed();
      }
      case 'answer':
        return this.#requests.answered(message);
    }
  }

  #event(device: string, event: DeviceEvent): void {
    const kept = this.#kept.get(device);
    if (kept === undefined) return;
    const now = this.#options.now();
    kept.lastEventAt = now;
    if (event.kind === 'state') {
      this.#setState(kept, event.state, event.reason ?? null);
      this.#changed();
    } else if (event.kind === 'identity') {
      kept.identity = event.identity;
      this.#changed();
    } else if (event.kind === 'clock') {
      kept.clockOffsetMs = event.offsetMs;
    } else if (event.kind === 'tags') {
      countReads(kept, event.sightings.length, Math.floor(now / 1000));
    }
    const live = withEvent(kept.live, event, now);
    if (live !== kept.live) {
      kept.live = live;
      for (const listener of this.#liveListeners) listener(device, live);
    }
    if (this.isTraining(device)) return;
    for (const listener of this.#listeners) listener({ position: kept.position, event });
  }

  #setState(kept: Kept, state: DeviceState | 'process-down', reason: string | null): void {
    if (kept.state !== state) kept.since = this.#options.now();
    kept.state = state;
    kept.reason = reason;
  }

  #changed(): void {
    for (const listener of this.#changeListeners) listener();
  }
}
