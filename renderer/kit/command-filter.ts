export interface Command {
  readonly id: string;
  readonly title: string;
  /** Heading it stands under. */
  readonly group: string;
  /** Small, at the end of the line: a number, a key. */
  readonly detail?: string;
  /** Other ways to type it: pinyin initials `cw`, English, codes. */
  readonly keywords?: readonly string[];
  readonly run: () => void;
}

/**
 * Commands that match every word typed, best first: title begins with it, title contains it, a keyword begins with it, the
 * letters stand in the title in that order. Without words all, in their own order. Pure.
 */
export function filterCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const words = typed
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return commands;
  return commands
    .map((command) => ({ command, rank: Math.max(...words.map((word) => rankOf(command, word))) }))
    .filter(({ rank }) => rank < noMatch)
    .sort((left, right) => left.rank - right.rank)
    .map(({ command }) => command);
}

const noMatch = 9;

function rankOf(command: Command, word: string): number {
  const title = command.title.toLowerCase();
  if (title.startsWith(word)) return 0;
  if (title.includes(word)) return 1;
  if (command.keywords?.some((keyword) => keyword.toLowerCase().startsWith(word)) === true) return 2;
  if (command.detail?.toLowerCase().includes(word) === true) return 3;
  return inOrder(title, word) ? 4 : noMatch;
}

function inOrder(title: string, word: string): boolean {
  let from = 0;
  for (const letter of word) {
    const at = title.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}
