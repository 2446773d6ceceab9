export type StateTone =
  | 'waiting'
  | 'neutral'
  | 'active'
  | 'partly'
  | 'fault'
  | 'confirmed'
  | 'clock'
  | 'alarm'
  | 'ended';

export interface StateMarkProps {
  /**
   * `waiting` not begun, `neutral` at rest, `active` somebody is on it, `partly` works in part,
   * `fault` out of order (no red: red is for alarms), `confirmed` a sensor says so, `clock` time is
   * running out, `alarm` an alarm, `ended` over and done. Red, amber and green mean these three things and nothing else.
   */
  readonly tone: StateTone;
  readonly children: string;
}

/** A state as colour, shape and word together, so that any one of them can be missing. */
export function StateMark({ tone, children }: StateMarkProps) {
  return (
    <span className="state-mark" data-tone={tone}>
      <StateShape tone={tone} />
      {children}
    </span>
  );
}

const shapes: Readonly<Record<StateTone, { readonly path: string; readonly filled: boolean }>> = {
  waiting: { path: 'M6 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z', filled: false },
  neutral: { path: 'M6 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6z', filled: true },
  active: { path: 'M2 2h8v8H2z', filled: true },
  partly: {
    path: 'M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9zM6 2.7a3.3 3.3 0 0 1 0 6.6z',
    filled: true,
  },
  fault: { path: 'M2.5 2.5l7 7M9.5 2.5l-7 7', filled: false },
  confirmed: { path: 'M1.5 6.4l3 3L10.5 3', filled: false },
  clock: { path: 'M6 1.5L11 10.5H1z', filled: true },
  alarm: { path: 'M6 .5L11.5 6 6 11.5.5 6z', filled: true },
  ended: { path: 'M2 6h8', filled: false },
};

export function StateShape({ tone }: { readonly tone: StateTone }) {
  const { path, filled } = shapes[tone];
  return (
    <svg
      className="state-shape"
      viewBox="0 0 12 12"
      aria-hidden="true"
      focusable="false"
      data-filled={filled}
    >
      <path d={path} />
    </svg>
  );
}
