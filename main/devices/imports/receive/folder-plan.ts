/** A file that lies in a watched folder. */
export interface Seen {
  readonly name: string;
  readonly size: number;
  readonly modifiedMs: number;
}

export interface Look {
  /** Have not changed since the look before, oldest first. */
  readonly still: readonly Seen[];
  /** Still being written, or empty until now. */
  readonly growing: number;
  /** To hand in at the next look. */
  readonly seen: ReadonlyMap<string, Seen>;
}

export function isSame(left: Seen | undefined, right: Seen | undefined): boolean {
  return left !== undefined && left.size === right?.size && left.modifiedMs === right.modifiedMs;
}

/** Hidden files and those that office programs lay beside an open one are nobody's results. Pure. */
export function isWanted(name: string, endings: readonly string[]): boolean {
  const lower = name.toLowerCase();
  return !/^(?:\.|~\$)/.test(name) && endings.some((ending) => lower.endsWith(ending));
}

/**
 * Which files have stopped growing: size and time of change are those of the look before. An empty file waits for its
 * content, however long. Pure.
 */
export function lookAt(
  files: readonly Seen[],
  before: ReadonlyMap<string, Seen>,
  endings: readonly string[],
): Look {
  const wanted = files.filter(({ name }) => isWanted(name, endings));
  const still = wanted.filter((file) => file.size > 0 && isSame(before.get(file.name), file));
  return {
    still: still.sort(
      (left, right) => left.modifiedMs - right.modifiedMs || left.name.localeCompare(right.name),
    ),
    growing: wanted.length - still.length,
    seen: new Map(wanted.map((file) => [file.name, file])),
  };
}
