import { type ParseArgsConfig, parseArgs } from 'node:util';
import { wrongUsage } from './tool-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

export interface Arguments {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  option(name: string): string | undefined;
}

/**
 * Options and positional arguments of a command.
 *
 * @param most number of positional arguments it can take
 * @throws ToolError `tool.usage`
 */
export function readArguments(
  args: readonly string[],
  least: number,
  most: number,
  options: Options = {},
): Arguments {
  const { values, positionals } = parsed(args, options);
  if (positionals.length < least) throw wrongUsage('an argument is missing / 缺少参数');
  const surplus = positionals[most];
  if (surplus !== undefined) throw wrongUsage(`${surplus}: one argument too many / 参数过多`);
  return {
    positionals,
    flag: (name) => values[name] === true,
    option(name) {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
  };
}

function parsed(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw wrongUsage(error instanceof Error ? error.message : String(error));
  }
}
