import { describe, expect, it } from 'vitest';
import { entryImports } from './entry-imports.ts';

describe('entries of processes', () => {
  it('may not be imported by another bundle, statically or on demand', () => {
    const bundles = new Map([
      ['driver.mjs', 'import { t as start } from "./start-room.mjs";\nimport { x } from "./shared.mjs";'],
      ['lazy.mjs', 'const load = () => import("./start-room.mjs");'],
      ['station.mjs', 'const file = new URL("./start-room.mjs", import.meta.url);'],
      ['start-room.mjs', 'import "./shared.mjs";'],
    ]);
    expect(entryImports(bundles, ['start-room.mjs'])).toEqual([
      'driver.mjs imports start-room.mjs',
      'lazy.mjs imports start-room.mjs',
    ]);
  });
});
