import { randomUUID } from 'node:crypto';
import { DeviceError } from '../../../drivers/errors.ts';
import type { DevicePosition } from '../../contract/devices.ts';
import type { Actor } from '../../kernel/module.ts';
import { type Caller, personOf } from '../../kernel/sessions/procedures.ts';
import type { Store } from '../../kernel/store/store.ts';
import type { DeviceHub } from '../hub.ts';
import type { DeviceAct } from './commands.ts';
import type { TrialKind, TrialOutcome } from './entries.ts';
import type { devicesModule } from './module.ts';
import { changedFields, digestOf, plainUrl } from './position-digest.ts';

export interface DeviceRecordOptions {
  readonly store: Store<{ readonly devices: typeof devicesModule }>;
  readonly hub: Pick<DeviceHub, 'positions' | 'isTraining'>;
}

/** Who does it, and under which command of the screen. */
export interface ActBy {
  readonly actor: Actor;
  readonly commandId: string;
}

/** @throws Refusal `identity.not_logged_in` */
export function actBy(caller: Caller, commandId: string): ActBy {
  return { actor: personOf(caller).actor, commandId };
}

/** What a lock tells of its opening; a device without contacts tells nothing. */
interface Facts {
  readonly acknowledged?: boolean | null;
  readonly boltMoved?: boolean | null;
  readonly doorOpen?: boolean | null;
}

const emptyFacts = { acknowledged: null, boltMoved: null, doorOpen: null } as const;

/** 设备记录 as the services write it. Nothing of training devices goes on record. */
export class DeviceRecord {
  readonly #options: DeviceRecordOptions;

  constructor(options: DeviceRecordOptions) {
    this.#options = options;
  }

  /**
   * Something moves at a device: on record before, and again with how it ended, also when nobody knows. A call that the
   * screen repeats after a lost answer ends once more, since some devices move once more.
   *
   * @throws StoreError before anything moves
   */
  async trial<Answer extends Facts | object>(
    by: ActBy,
    position: DevicePosition,
    what: { readonly kind: TrialKind; readonly place?: string },
    move: () => Promise<Answer>,
  ): Promise<Answer> {
    if (this.#options.hub.isTraining(position.id)) return move();
    const trial = {
      id: position.id,
      title: position.title,
      trial: by.commandId,
      kind: what.kind,
      place: what.place ?? '',
    };
    await this.#execute({ type: 'devices.trial-begun', body: trial }, by);
    const ended = (outcome: TrialOutcome, code: string, facts: Facts): Promise<void> =>
      this.#execute(
        { type: 'devices.trial-ended', body: { ...trial, outcome, code, ...emptyFacts, ...facts } },
        { ...by, commandId: randomUUID() },
      );
    let answer: Answer;
    try {
      answer = await move();
    } catch (error) {
      const code = codeOf(error);
      await ended(certainlyNothing.test(code) ? 'failed' : 'unknown', code, {});
      throw error;
    }
    const facts = factsOf(answer);
    await ended(outcomeOf(facts), '', facts);
    return answer;
  }

  /** @param before the position as it was; `undefined` = it is new */
  async positionSaved(by: ActBy, before: DevicePosition | undefined, after: DevicePosition): Promise<void> {
    const { id, title, role, driver } = after;
    const digest = this.#digest();
    const body = { id, title, role, driver, url: plainUrl(after.url), digest };
    const changed = before === undefined ? [] : changedFields(before, after);
    if (before === undefined) await this.#execute({ type: 'devices.position-added', body }, by);
    else if (changed.length === 1 && changed[0] === 'enabled') {
      const type = after.enabled ? 'devices.position-enabled' : 'devices.position-disabled';
      await this.#execute({ type, body: { id, title, digest } }, by);
    } else if (changed.length > 0) {
      const act = {
        type: 'devices.position-changed',
        body: { ...body, changed: changed.join(', ') },
      } as const;
      await this.#execute(act, by);
    }
  }

  async positionRemoved(by: ActBy, { id, title }: DevicePosition, reason: string): Promise<void> {
    const digest = this.#digest();
    await this.#execute({ type: 'devices.position-removed', body: { id, title, reason, digest } }, by);
  }

  async cabinetCommissioned(
    by: ActBy,
    { id, title }: DevicePosition,
    found: { readonly sense: string; readonly order: string },
    witness: { readonly person: string; readonly name: string },
  ): Promise<void> {
    if (this.#options.hub.isTraining(id)) return;
    const { sense, order } = found;
    const digest = this.#digest();
    await this.#execute(
      {
        type: 'devices.cabinet-commissioned',
        body: { id, title, sense, order, witness: witness.person, witnessName: witness.name, digest },
      },
      by,
    );
  }

  async standCommissioned(
    by: ActBy,
    { id, title }: DevicePosition,
    differences: { readonly weightDifferenceKg: number | null; readonly heightDifferenceCm: number | null },
  ): Promise<void> {
    if (this.#options.hub.isTraining(id)) return;
    const { weightDifferenceKg, heightDifferenceCm } = differences;
    const body = { id, title, weightDifferenceKg, heightDifferenceCm, digest: this.#digest() };
    await this.#execute({ type: 'devices.stand-commissioned', body }, by);
  }

  /** At the start: tells when the devices file was written by somebody else. @param actor the station itself */
  async noticeFile(actor: Actor): Promise<boolean> {
    const { store, hub } = this.#options;
    const positions = hub.positions().length;
    const { output } = await store.execute(
      'devices.noticeFile',
      { positions, digest: this.#digest() },
      { actor },
    );
    return output.isChanged;
  }

  #digest(): string {
    return digestOf(this.#options.hub.positions());
  }

  async #execute(act: DeviceAct, { actor, commandId }: ActBy): Promise<void> {
    await this.#options.store.execute('devices.record', act, { actor, commandId });
  }
}

/** Errors that say that the device was not asked, or said no; after all others it may have moved. */
const certainlyNothing =
  /^(device\.(refused|unsupported|away)|input\.invalid|lock\.(refused|not_commissioned|hold_not_allowed))$/;

function outcomeOf({ doorOpen, boltMoved }: Facts): TrialOutcome {
  if (doorOpen === true || boltMoved === true) return 'opened';
  return doorOpen === false || boltMoved === false ? 'stayed-shut' : 'obeyed';
}

function factsOf(answer: object): Facts {
  return Object.fromEntries(
    Object.keys(emptyFacts).flatMap((name) => {
      const value: unknown = Reflect.get(answer, name);
      return typeof value === 'boolean' ? [[name, value]] : [];
    }),
  );
}

/** `lock.outcome_unknown` where the driver says why, else the code of the error. */
function codeOf(error: unknown): string {
  if (!(error instanceof DeviceError)) return 'device.fault';
  const { reason } = error.detail;
  return typeof reason === 'string' ? reason : error.code;
}
