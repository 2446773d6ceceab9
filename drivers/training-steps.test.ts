import { describe, expect, it } from 'vitest';
import { drivers } from './registry.ts';
import { createManualClock } from './transport/manual-clock.ts';
import { createMemoryPair } from './transport/memory.ts';
import { trainingStepsFor } from './training-steps.ts';

describe('training steps', () => {
  it('exist for every driver', () => {
    expect(drivers.filter(({ name }) => trainingStepsFor(name).length === 0).map(({ name }) => name)).toEqual(
      [],
    );
  });

  for (const driver of drivers) {
    it(`${driver.name}: its simulator takes every one of them`, async () => {
      const module = await driver.load();
      for (const { steps, title } of trainingStepsFor(driver.name)) {
        const clock = createManualClock();
        const [near, far] = createMemoryPair({ clock });
        const refused: unknown[] = [];
        await near.open();
        const session = module.attachSimulator({
          transport: far,
          clock,
          script: [...steps],
          report: (what) => {
            if (what['did'] === 'stopped') refused.push({ title, what });
          },
        });
        await clock.advance(2000);
        session.stop();
        expect(refused).toEqual([]);
      }
    });
  }
});
