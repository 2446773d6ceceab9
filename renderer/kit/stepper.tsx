import { t } from './i18n.ts';
import { CheckIcon } from './icons.tsx';

export interface StepperProps {
  readonly label: string;
  readonly steps: readonly string[];
  /** 0-based; `steps.length` = all done. */
  readonly current: number;
}

/** Where we are in a task of known steps. */
export function Stepper({ label, steps, current }: StepperProps) {
  return (
    <ol className="stepper" aria-label={label}>
      {steps.map((step, index) => {
        const state = index < current ? 'done' : index === current ? 'now' : 'waiting';
        return (
          <li key={step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span className="stepper-mark">{state === 'done' ? <CheckIcon /> : index + 1}</span>
            <span>{step}</span>
            <span className="visually-hidden">{t(`common.step_${state}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
