import { describe, expect, it } from 'vitest';
import { type Chunk, entryImports } from './entry-imports.ts';

const chunk = (fileName: string, given: Partial<Chunk>): Chunk => ({
  fileName,
  moduleIds: [],
  isEntry: false,
  facadeModuleId: null,
  imports: [],
  dynamicImports: [],
  ...given,
});

describe('entries of threads', () => {
  it('may be loaded by nobody but themselves, statically or on demand', () => {
    const chunks = [
      chunk('driver.mjs', { imports: ['room.mjs'] }),
      chunk('lazy.mjs', { dynamicImports: ['room.mjs'] }),
      chunk('start-room.mjs', { isEntry: true, facadeModuleId: '/room.ts', imports: ['room.mjs'] }),
      chunk('room.mjs', { moduleIds: ['/room.ts', '/simulator.ts'] }),
    ];
    expect(entryImports(chunks, ['/room.ts'])).toEqual([
      'driver.mjs loads /room.ts',
      'lazy.mjs loads /room.ts',
    ]);
    expect(entryImports(chunks.slice(2), ['/room.ts'])).toEqual([]);
  });
});
