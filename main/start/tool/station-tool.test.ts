import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { installationFolder } from '../paths.ts';

const program = path.join(installationFolder, 'main/start/station-tool.ts');

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly diagnostics: string;
}

/** Runs the tool as a process of its own. @param onOutput may end the reading or the process */
function runProcess(
  args: readonly string[],
  input: string | Uint8Array,
  onOutput: (child: ReturnType<typeof spawn>) => void = () => undefined,
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'pipe' });
  let output = '';
  let diagnostics = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    onOutput(child);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    diagnostics += text;
  });
  // Whoever ends early leaves us with a broken pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, output, diagnostics })),
  );
}

describe('the tool as a program', () => {
  it('reads standard input and writes JSON Lines', async () => {
    const { code, output, diagnostics } = await runProcess(
      ['decode', 'modbus-rtu', '--hex'],
      '07010105 91\n03',
    );
    expect(JSON.parse(output)).toEqual({ kind: 'relays', unit: 7, on: [1, 3], offset: 0, length: 6 });
    expect({ code, diagnostics }).toEqual({ code: 0, diagnostics: '' });
  });

  it('ends quietly when nobody reads on', async () => {
    const ended = await runProcess(['epc', 'decode'], '3416451FD4000000000F4409\n'.repeat(50_000), (child) =>
      child.stdout?.destroy(),
    );
    expect(ended).toMatchObject({ code: 0, signal: null, diagnostics: '' });
  });

  it('ends a live command with 0 when it is told to', async () => {
    const ended = await runProcess(['simulate', 'modbus-rtu', 'tcp://127.0.0.1:0'], '', (child) =>
      child.kill('SIGTERM'),
    );
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.output).toMatch(/^\{"listening":"tcp:\/\/127\.0\.0\.1:\d+"\}\n$/);
  });

  it('gives 1 and an error object for a refused input, 2 and the usage for a wrong command', async () => {
    const refused = await runProcess(['decode', 'llrp', '--hex'], 'A');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.output)).toMatchObject({ error: { code: 'input.odd_digits', at: 0 } });
    const wrong = await runProcess(['nonsense'], '');
    expect({ code: wrong.code, output: wrong.output }).toEqual({ code: 2, output: '' });
    expect(wrong.diagnostics).toContain('usage');
  });
});
