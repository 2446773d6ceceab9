import { describe, expect, it } from 'vitest';
import { importsOf, violations } from './boundaries.ts';

const packages = new Set(['zod', '@orpc/server']);

function rulesBroken(file: string, text: string): string[] {
  return violations([{ file, text }], packages).map((violation) => violation.imported);
}

describe('importsOf', () => {
  it('sees every form of import and nothing in comments', () => {
    const text = `
      import a from './a.ts';
      import type { B } from "./b.ts";
      import './c.ts';
      export * from './d.ts';
      export { e,
        f } from './e.ts';
      const g = await import('./g.ts');
      import * as h from 'node:fs';
      // import x from './x.ts';
      /* import y from './y.ts'; */
    `;
    expect(importsOf(text)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts', './g.ts', 'node:fs']);
  });

  it('takes an address in a text for no comment', () => {
    expect(importsOf(`const url = 'http://x'; import a from './a.ts';`)).toEqual(['./a.ts']);
  });
});

describe('violations', () => {
  it.each([
    ['drivers/a/device.ts', `import x from '../../main/kernel/errors.ts';`],
    ['renderer/profiles/x.tsx', `import x from '../../main/kernel/errors.ts';`],
    ['renderer/kit/x.tsx', `import x from '../../drivers/errors.ts';`],
    ['renderer/kit/x.tsx', `import fs from 'node:fs';`],
    ['main/contract/a.ts', `import x from '../kernel/errors.ts';`],
    ['main/contract/a.ts', `import fs from 'node:fs';`],
    ['main/kernel/store/a.ts', `import x from '../../evidence/decide.ts';`],
    ['main/kernel/store/a.ts', `import x from '../../hosts/session.ts';`],
    ['main/evidence/a.ts', `import x from '../lockers/decide.ts';`],
    ['main/evidence/a.ts', `import x from '../devices/hub.ts';`],
    ['main/devices/a.ts', `import { app } from 'electron';`],
    ['main/hosts/web/a.ts', `import type Electron from 'electron';`],
    ['main/start/launch.ts', `import { app } from 'electron';`],
    ['main/hosts/web/a.ts', `import x from '../../../renderer/kit/x.tsx';`],
    ['main/kernel/store/a.ts', `import fc from 'fast-check';`],
    ['main/devices/a.ts', `import x from './hub.test.ts';`],
    ['main/devices/a.ts', `import x from './testing/fake.ts';`],
  ])('refuses in %s: %s', (file, text) => {
    expect(rulesBroken(file, text)).toHaveLength(1);
  });

  it.each([
    ['drivers/a/device.ts', `import x from '../transport/transport.ts';`],
    ['renderer/profiles/x.tsx', `import { contract } from '../../main/contract/index.ts';`],
    ['renderer/profiles/x.tsx', `import { useState } from 'react';`],
    ['main/kernel/store/a.ts', `import { z } from 'zod';`],
    ['main/kernel/store/a.test.ts', `import fc from 'fast-check';`],
    ['main/evidence/a.ts', `import x from '../kernel/errors.ts';`],
    ['main/kernel/store/bench.ts', `import x from './testing/modules.ts';`],
    ['main/start/tool/benchmarks.ts', `import x from '../../kernel/store/bench.ts';`],
    ['main/hosts/electron/main.ts', `import { app } from 'electron';`],
    ['main/start/electron.ts', `import { app } from 'electron';`],
    ['main/start/services.ts', `import x from '../evidence/service.ts';`],
    ['main/hosts/web/rpc.ts', `import { RPCHandler } from '@orpc/server/ws';`],
  ])('allows in %s: %s', (file, text) => {
    expect(rulesBroken(file, text)).toEqual([]);
  });
});
