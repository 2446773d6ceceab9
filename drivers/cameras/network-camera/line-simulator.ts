import http from 'node:http';
import { DeviceError } from '../../errors.ts';
import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { duplexOf } from '../../transport/duplex.ts';
import { type CameraFault, cameraFaults, VirtualCamera } from './simulator.ts';
import { drawTrainingScene, type TrainingScene, trainingScenes } from './training-scene.ts';

type Options = Parameters<DriverModule['attachSimulator']>[0];
type Step = Readonly<Record<string, unknown>>;

interface Played {
  readonly server: http.Server;
  perform(steps: readonly Step[]): void;
}

/** One script is one camera: it is connected anew for every exchange. */
const played = new WeakMap<Options['script'], Played>();

/**
 * A camera at the end of a line: speaks HTTP on it as on a socket. Steps, each with optional `afterMs` (default 1000, counted from
 * the start): `{"scene":"empty"|"person"|"dark"}` and `{"fault":"none"|"always-401"|…,"times":3}` (`CameraFault`). Login
 * `station`, `station-2026`, as every simulated camera.
 *
 * @throws DeviceError `input.invalid` for other steps
 */
export function attachCameraSimulator(options: Options): SimulatorSession {
  const { transport, script } = options;
  const camera = played.get(script) ?? play(options);
  played.set(script, camera);
  const line = duplexOf(transport, Promise.resolve());
  line.on('error', () => {});
  camera.server.emit('connection', line);
  return {
    stop: () => void line.destroy(),
    perform: (steps) => camera.perform(steps),
  };
}

function play({ clock, script, report }: Options): Played {
  let scene: TrainingScene = 'empty';
  let count = 0;
  const camera = new VirtualCamera({
    scene: () => drawTrainingScene(scene, (count += 1)),
    now: () => clock.now(),
    report: (what) => report({ did: 'answered', ...what }),
  });
  const perform = (steps: readonly Step[]): void => {
    const actions = steps.map((step) => {
      const act = readStep(
        step,
        (next) => {
          scene = next;
        },
        camera,
      );
      return { afterMs: delayOf(step), act };
    });
    for (const { afterMs, act } of actions) {
      if (afterMs === 0) act();
      else clock.after(afterMs, act);
    }
  };
  perform(script);
  return { server: http.createServer((request, response) => camera.handle(request, response)), perform };
}

function readStep(step: Step, show: (scene: TrainingScene) => void, camera: VirtualCamera): () => void {
  const { scene, fault, times = 1 } = step;
  const shown = trainingScenes.find((known) => known === scene);
  if (shown !== undefined) return () => show(shown);
  const known: CameraFault | undefined = cameraFaults.find((one) => one === fault);
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 1 || times > 100_000)
    throw new DeviceError('input.invalid', 'times is a whole number from 1');
  if (known !== undefined || fault === 'none') return () => camera.misbehave(known, times);
  throw new DeviceError('input.invalid', `unknown step of a camera: ${JSON.stringify(step)}`);
}

function delayOf({ afterMs = 1000 }: Step): number {
  if (typeof afterMs === 'number' && Number.isInteger(afterMs) && afterMs >= 0 && afterMs <= 3_600_000)
    return afterMs;
  throw new DeviceError('input.invalid', 'afterMs is a whole number of at most an hour');
}
