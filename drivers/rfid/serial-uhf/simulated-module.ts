import { isChecked } from '../../framing/describing-decoder.ts';
import type { Framer } from '../../framing/framer.ts';
import type { SimulatedDevice, SimulatorStage, SimulatorStep } from '../../simulator/simulator-stage.ts';
import { VirtualField } from './virtual-field.ts';

/** What the simulated modules have in common: tags in the field, power loss, frames of the host. */
export abstract class SimulatedModule<Frame extends { readonly kind: 'checked' }> implements SimulatedDevice {
  protected readonly field = new VirtualField();
  readonly #framer: Framer<Frame>;

  constructor(framer: Framer<Frame>) {
    this.#framer = framer;
  }

  /** Power and region come back to what they were when it was made. */
  protected abstract losePower(): void;
  protected abstract answer(frame: Frame, stage: SimulatorStage): Promise<void>;
  /** Steps of one kind of module only. */
  protected ownStep(_step: SimulatorStep, _stage: SimulatorStage): (() => void) | undefined {
    return undefined;
  }
  ended(): void {}

  step(step: SimulatorStep, stage: SimulatorStage): (() => Promise<void>) | undefined {
    const placed = this.field.step(step);
    if (placed !== undefined) {
      return () => {
        stage.report(placed());
        return Promise.resolve();
      };
    }
    const own = step['losePower'] === true ? () => this.losePower() : this.ownStep(step, stage);
    if (own === undefined) return undefined;
    return () => {
      own();
      stage.report({ did: Object.keys(step).find((key) => key !== 'afterMs') ?? 'step' });
      return Promise.resolve();
    };
  }

  received(bytes: Uint8Array, stage: SimulatorStage): void {
    for (const line of this.#framer.push(bytes)) {
      if (isChecked<Frame>(line)) void this.answer(line, stage).catch(() => {});
    }
  }
}
