import type { DriverSetting } from '../driver-settings.ts';
import { DeviceError } from '../errors.ts';
import type { ContactReading } from './cells.ts';

/** What the devices file says about the boards of one bus. */
export interface LockSettings {
  /** Addresses on the bus, in the order in which they are asked. */
  readonly boards: readonly number[];
  /** Locks that are wired on each board; further channels are ignored. */
  readonly cells: number;
  readonly reading: ContactReading;
  /** Set when every door was opened once before a witness; without it only commissioning is allowed. */
  readonly commissioned: boolean;
  /** Length of the board's own pulse; nothing is asked while it runs. */
  readonly pulseMs: number;
  readonly pollMs: number;
  /** For motor locks and magnets; solenoids of 12 and 24 V must not be held. */
  readonly holdAllowed: boolean;
}

export interface LockLimits {
  readonly lowestBoard: number;
  readonly highestBoard: number;
  readonly mostCells: number;
  /** Channels of the usual board. */
  readonly usualCells: number;
  /** False where the wire fixes which byte is which. */
  readonly hasMaskOrder: boolean;
  readonly canHold: boolean;
}

const DEFAULTS = { pulseMs: 500, pollMs: 400 };

/** @throws DeviceError `input.invalid` with `detail.setting` */
export function readLockSettings(raw: Readonly<Record<string, unknown>>, limits: LockLimits): LockSettings {
  const { boards, contactSense = 'closed-when-locked', commissioned = false, holdAllowed = false } = raw;
  const { maskOrder = limits.hasMaskOrder ? 'last-first' : 'first-first' } = raw;
  if (contactSense !== 'closed-when-locked' && contactSense !== 'closed-when-open') {
    throw invalid('contactSense');
  }
  if (maskOrder !== 'last-first' && maskOrder !== 'first-first') throw invalid('maskOrder');
  if (typeof commissioned !== 'boolean') throw invalid('commissioned');
  if (typeof holdAllowed !== 'boolean' || (holdAllowed && !limits.canHold)) throw invalid('holdAllowed');
  return {
    boards: readBoards(boards, limits),
    cells: whole(raw['cells'] ?? limits.usualCells, 'cells', 1, limits.mostCells),
    reading: { sense: contactSense, order: limits.hasMaskOrder ? maskOrder : 'first-first' },
    commissioned,
    pulseMs: whole(raw['pulseMs'] ?? DEFAULTS.pulseMs, 'pulseMs', 50, 9000),
    pollMs: whole(raw['pollMs'] ?? DEFAULTS.pollMs, 'pollMs', 200, 10_000),
    holdAllowed,
  };
}

function readBoards(value: unknown, limits: LockLimits): readonly number[] {
  const list: unknown[] = Array.isArray(value) ? value : value === undefined ? [limits.lowestBoard] : [];
  const boards = list.map((each) => whole(each, 'boards', limits.lowestBoard, limits.highestBoard));
  if (boards.length === 0 || new Set(boards).size !== boards.length) throw invalid('boards');
  return boards;
}

function whole(value: unknown, setting: string, from: number, to: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value;
  throw invalid(setting);
}

const invalid = (setting: string): DeviceError =>
  new DeviceError('input.invalid', `setting ${setting} of the lock board cannot be used`, {
    detail: { setting },
  });

/** What `readLockSettings` reads, for the form on screen. */
export function lockSettingsForm(limits: LockLimits): readonly DriverSetting[] {
  const form: DriverSetting[] = [
    {
      name: 'boards',
      title: { zh: '板地址', en: 'Board addresses' },
      hint: { zh: '按拨码开关，用逗号隔开', en: 'As set by the switches, separated by commas' },
      kind: 'whole-list',
      from: limits.lowestBoard,
      to: limits.highestBoard,
      usual: String(limits.lowestBoard),
    },
    {
      name: 'cells',
      title: { zh: '每板接的锁数', en: 'Locks on each board' },
      kind: 'whole',
      from: 1,
      to: limits.mostCells,
      usual: String(limits.usualCells),
    },
    {
      name: 'contactSense',
      title: { zh: '反馈触点', en: 'Feedback contact' },
      hint: { zh: '逐门试开时得出', en: 'Found by opening one door at a time' },
      kind: 'choice',
      choices: [
        { value: 'closed-when-locked', title: { zh: '上锁时短路', en: 'Closed when locked' } },
        { value: 'closed-when-open', title: { zh: '开锁时短路', en: 'Closed when open' } },
      ],
      usual: 'closed-when-locked',
    },
    {
      name: 'commissioned',
      title: { zh: '已逐门试开并有人见证', en: 'Every door was opened once before a witness' },
      kind: 'yes-no',
      usual: 'no',
    },
    {
      name: 'pulseMs',
      title: { zh: '板上开锁脉冲', en: 'Pulse of the board' },
      kind: 'whole',
      from: 50,
      to: 9000,
      unit: { zh: '毫秒', en: 'ms' },
      usual: String(DEFAULTS.pulseMs),
      rare: true,
    },
    {
      name: 'pollMs',
      title: { zh: '查询间隔', en: 'Time between two questions' },
      kind: 'whole',
      from: 200,
      to: 10_000,
      unit: { zh: '毫秒', en: 'ms' },
      usual: String(DEFAULTS.pollMs),
      rare: true,
    },
  ];
  if (limits.hasMaskOrder) {
    form.splice(3, 0, {
      name: 'maskOrder',
      title: { zh: '状态字节次序', en: 'Order of the status bytes' },
      hint: { zh: '1–8 号锁在哪一个字节', en: 'Which byte holds locks 1 to 8' },
      kind: 'choice',
      choices: [
        { value: 'last-first', title: { zh: '最后一个字节', en: 'The last byte' } },
        { value: 'first-first', title: { zh: '第一个字节', en: 'The first byte' } },
      ],
      usual: 'last-first',
    });
  }
  if (limits.canHold) {
    form.push({
      name: 'holdAllowed',
      title: {
        zh: '锁可以长通电（电机锁、磁力锁）',
        en: 'The locks may be kept energised (motor locks, magnets)',
      },
      kind: 'yes-no',
      usual: 'no',
      rare: true,
    });
  }
  return form;
}
