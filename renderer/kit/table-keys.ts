/** Which row the focus goes to on a key; undefined = the key is not for moving. Pure. */
export function rowAfterKey(key: string, row: number, rows: number, rowsAPage: number): number | undefined {
  if (rows === 0) return undefined;
  const last = rows - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(row + 1, last);
    case 'ArrowUp':
      return Math.max(row - 1, 0);
    case 'PageDown':
      return Math.min(row + rowsAPage, last);
    case 'PageUp':
      return Math.max(row - rowsAPage, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** Selection after a row was toggled; with `from`, all rows between the two take the state of the toggled one. Pure. */
export function toggleSelection(
  selected: ReadonlySet<string>,
  ids: readonly string[],
  row: number,
  from?: number,
): ReadonlySet<string> {
  const id = ids[row];
  if (id === undefined) return selected;
  const next = new Set(selected);
  const add = !selected.has(id);
  const [low, high] = from === undefined ? [row, row] : [Math.min(from, row), Math.max(from, row)];
  for (const one of ids.slice(low, high + 1)) {
    if (add) next.add(one);
    else next.delete(one);
  }
  return next;
}

/** Least width of a grid template in px: the sum of the first px number of every track. Pure. */
export function leastWidth(tracks: readonly string[]): number {
  return tracks.reduce((sum, track) => sum + Number(/(\d+(?:\.\d+)?)px/.exec(track)?.[1] ?? 0), 0);
}
