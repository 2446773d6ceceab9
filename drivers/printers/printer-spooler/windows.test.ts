import { describe, expect, it } from 'vitest';
import type { Command } from './commands.ts';
import { createWindowsSpooler, readQueueStatus } from './windows.ts';

/** A PowerShell that answers from a table and keeps what it was asked. */
function scene(answers: Readonly<Record<string, unknown>>) {
  const asked: {
    readonly action: string;
    readonly fields: Record<string, unknown>;
    readonly command: Command;
  }[] = [];
  const spooler = createWindowsSpooler(async (command) => {
    const text = Buffer.from(Buffer.from(command.input ?? []).toString('latin1'), 'base64').toString('utf8');
    const fields = JSON.parse(text) as Record<string, unknown>;
    const action = String(fields['action']);
    asked.push({ action, fields, command });
    const output = answers[action];
    return { code: 0, output: typeof output === 'string' ? output : `${JSON.stringify(output)}\r\n` };
  }, '办公室 (2)');
  return { spooler, asked };
}
const job = {
  jobId: 'sheet-1',
  document: new TextEncoder().encode('物证清单\r\n第 1 页\f'),
  title: 'list',
  copies: 2,
  options: [],
};

describe('the print spooler of Windows', () => {
  it('hands plain text over under the id of the job, and puts no name into the script', async () => {
    const { spooler, asked } = scene({ submit: { accepted: true } });
    expect(await spooler.submit(job)).toEqual({ accepted: true, requestId: 'sheet-1' });
    const [only] = asked;
    expect(only?.fields).toEqual({
      action: 'submit',
      printer: '办公室 (2)',
      name: 'sheet-1',
      copies: 2,
      text: '物证清单\r\n第 1 页\f',
    });
    expect(only?.command.program).toBe('powershell.exe');
    expect(only?.command.args.join(' ')).not.toContain('办公室');
    expect(only?.command.args.slice(0, 4)).toEqual(['-NoLogo', '-NoProfile', '-NonInteractive', '-Command']);
  });

  it.each([
    ['%PDF-1.7 …', 'PDF'],
    ['%!PS-Adobe', 'PostScript'],
    ['a\u0000b', 'control bytes'],
  ])('refuses %j (%s) before anything is run', async (text) => {
    const { spooler, asked } = scene({});
    const document = Uint8Array.from(Buffer.from(text, 'utf8'));
    expect(await spooler.submit({ ...job, document })).toMatchObject({
      accepted: false,
      code: 'printer.document_kind',
    });
    expect(await spooler.submit({ ...job, document: Uint8Array.of(0xff, 0xfe, 0x41) })).toMatchObject({
      accepted: false,
    });
    expect(asked).toEqual([]);
  });

  it('follows a job by its name and takes it back', async () => {
    const { spooler, asked } = scene({ waiting: { waiting: true }, cancel: { cancelled: true } });
    expect(await spooler.isWaiting('sheet-1')).toBe(true);
    expect(await spooler.takeBack('sheet-1')).toBe(true);
    expect(asked.map(({ fields }) => fields['name'])).toEqual(['sheet-1', 'sheet-1']);
  });

  it('tells a stopped service, a missing queue and an answer that is none', async () => {
    expect(await scene({ state: { absent: 'spooler' } }).spooler.state()).toBe('printer.no_spooler');
    expect(await scene({ state: { absent: 'queue' } }).spooler.state()).toBe('printer.no_queue');
    expect(await scene({ state: { status: 16 } }).spooler.state()).toMatchObject({ faults: ['paper out'] });
    await expect(scene({ state: 'Add-Type : access denied' }).spooler.state()).rejects.toMatchObject({
      code: 'protocol.malformed',
    });
    expect(await scene({ waiting: { absent: 'queue' } }).spooler.isWaiting('x')).toBeUndefined();
  });

  it.each([
    [0x00000000, [], [], false],
    [0x00000400, [], [], true],
    [0x00000012, ['paper out'], [], false],
    [0x00000080, ['offline'], [], false],
    [0x00020000, [], ['toner near end'], false],
    [0x00400008, ['paper jam', 'cover open'], [], false],
    [0x00000002, ['error'], [], false],
    [0x01000000, [], [], false],
  ])('status bits %i', (status, faults, warnings, printing) => {
    expect(readQueueStatus(status)).toEqual({ faults, warnings, printing });
  });
});
