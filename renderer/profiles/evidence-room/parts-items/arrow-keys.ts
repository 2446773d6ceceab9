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

/** A box in a drawing from above, in centimetres. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const ways: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Index of the box that an arrow key leads to: the nearest whose middle lies that way; undefined = none. Pure. */
export function nearestAfterArrow(key: string, from: number, boxes: readonly Box[]): number | undefined {
  const way = ways[key];
  const start = boxes[from];
  if (way === undefined || start === undefined) return undefined;
  const [right, down] = way;
  const middle = (box: Box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const origin = middle(start);
  return boxes
    .map((box, index) => {
      const at = middle(box);
      const along = (at.x - origin.x) * right + (at.y - origin.y) * down;
      const aside = Math.abs((at.x - origin.x) * down) + Math.abs((at.y - origin.y) * right);
      return { index, along, far: along + 2 * aside };
    })
    .filter(({ index, along }) => index !== from && along > 0)
    .toSorted((left, other) => left.far - other.far)[0]?.index;
}
