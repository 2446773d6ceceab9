import { expect, it } from 'vitest';
import { reasonProblems } from './dependency-reasons.ts';

it('asks for a reason and an exact version for each dependency, and for no others', () => {
  const manifest = JSON.stringify({
    dependencies: { good: '1.2.3', open: '^1.0.0' },
    devDependencies: { silent: '1.0.0' },
  });
  const document =
    '| `good` | does what nothing else does |\n| `open` | does what nothing else does |\n| `gone` | was used once upon a time |\n';
  expect(reasonProblems(manifest, document)).toEqual([
    'open is not pinned exactly: ^1.0.0',
    'silent has no reason in resources/docs/dependencies.md',
    'resources/docs/dependencies.md explains gone, which is not used',
  ]);
});
