/** Position in a grid of 1-based rows and columns. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** Where an arrow key leads in a drawing of cells; undefined = not a key for moving. Pure. */
export function afterArrow(
  key: string,
  from: GridPlace,
  size: { readonly rows: number; readonly columns: number },
): GridPlace | undefined {
  const within = (value: number, most: number) => Math.min(most, Math.max(1, value));
  switch (key) {
    case 'ArrowLeft':
      return { ...from, column: within(from.column - 1, size.columns) };
    case 'ArrowRight':
      return { ...from, column: within(from.column + 1, size.columns) };
    case 'ArrowUp':
      return { ...from, row: within(from.row - 1, size.rows) };
    case 'ArrowDown':
      return { ...from, row: within(from.row + 1, size.rows) };
    default:
      return undefined;
  }
}
