import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** Tests that start whole stations: people walk there in real time, so nothing else may take the processor from them. */
const stations = 'main/start/**/*.test.ts';
const never = ['**/node_modules/**', '**/*.e2e.test.ts', '.build/**'];

export default defineConfig({
  root,
  // An un-mocked `import 'electron'` would start a download (engineering notes, trap 5): every test gets the double.
  resolve: { alias: { electron: path.join(root, 'main/hosts/electron/testing/electron-double.ts') } },
  test: {
    testTimeout: 30_000,
    // A demo county is played before its tests; two busy cores take their time over it.
    hookTimeout: 60_000,
    pool: 'forks',
    // The virtual people of a demo station walk alike in every run (main/start/virtual-room.ts), with things whose tags read
    // well: how the door judges those that do not is measured in the portal lab.
    env: { STATION_VIRTUAL_SEED: '332' },
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: [
            'main/**/*.test.ts',
            'drivers/**/*.test.ts',
            'renderer/**/*.test.{ts,tsx}',
            'resources/**/*.test.ts',
          ],
          exclude: [...never, stations],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'stations',
          include: [stations],
          exclude: never,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
