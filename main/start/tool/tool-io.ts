import type { LineOutput } from './line-output.ts';

/** What a command may touch besides the files it is given; tests hand in their own. */
export interface ToolIo {
  readonly output: LineOutput;
  /** One message for the person at the terminal; never part of the output. */
  readonly diagnose: (text: string) => void;
  /** Resolves when somebody asks a running command to end. Only live commands call it. */
  readonly untilStopped: () => Promise<void>;
  /** Folder that relative paths refer to. */
  readonly workingFolder: string;
}

/** A command of the tool. Rejects with `ToolError` or a coded error of the area it uses. */
export type Command = (args: readonly string[], io: ToolIo) => Promise<void>;
