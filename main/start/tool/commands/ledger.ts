import { statSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../../../kernel/errors.ts';
import { verifyPath } from '../../../kernel/ledger/verify.ts';
import { folderLayout } from '../../../kernel/store/folder.ts';
import { compareProjections } from '../../../kernel/store/rebuild.ts';
import { readArguments } from '../arguments.ts';
import { ToolError, wrongUsage } from '../tool-error.ts';
import type { ToolIo } from '../tool-io.ts';

/** `ledger verify PATH` and `ledger rebuild PATH --compare`; both only read. */
export async function ledger(args: readonly string[], io: ToolIo): Promise<void> {
  const { positionals, flag } = readArguments(args, 2, 2, { compare: { type: 'boolean' } });
  const [action, given = ''] = positionals;
  const target = path.resolve(io.workingFolder, given);
  switch (action) {
    case 'verify':
      if (flag('compare')) throw wrongUsage('--compare: ledger rebuild');
      requirePresent(target);
      await io.output.line(verifyPath(target));
      return;
    case 'rebuild':
      if (!flag('compare')) {
        throw wrongUsage('ledger rebuild 只比对，不写入：请加 --compare / it only compares: add --compare');
      }
      await compare(target, io);
      return;
    default:
      throw wrongUsage(`ledger ${action}: verify | rebuild`);
  }
}

async function compare(folder: string, io: ToolIo): Promise<void> {
  requirePresent(folder);
  if (statSync(folderLayout(folder).database, { throwIfNoEntry: false }) === undefined) {
    throw new StoreError('ledger.malformed', 'not a data folder');
  }
  const { default: domains } = await import('../../domains.ts');
  for (const line of compareProjections(folder, domains)) await io.output.line(line);
}

function requirePresent(target: string): void {
  const found = attemptStat(target);
  if (found === undefined) throw new ToolError('input.unreadable', 'no such file or folder', target);
}

/** Undefined also where a part of the path is no folder or may not be entered. */
function attemptStat(target: string): ReturnType<typeof statSync> | undefined {
  try {
    return statSync(target);
  } catch {
    return undefined;
  }
}
