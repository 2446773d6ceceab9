interface TreeUnit {
  readonly code: string;
  readonly parent: string | null;
}

export interface TreeLine<Unit> {
  readonly unit: Unit;
  /** 0 = at the top. */
  readonly depth: number;
}

/** Units as an indented list, each below its parent; what has lost its parent stands at the top. Pure. */
export function unitTree<Unit extends TreeUnit>(units: readonly Unit[]): readonly TreeLine<Unit>[] {
  const known = new Set(units.map(({ code }) => code));
  const below = (parent: string | null): readonly Unit[] =>
    units.filter((unit) => (unit.parent !== null && known.has(unit.parent) ? unit.parent : null) === parent);
  const lines: TreeLine<Unit>[] = [];
  const seen = new Set<string>();
  function add(parent: string | null, depth: number): void {
    for (const unit of below(parent)) {
      if (seen.has(unit.code)) continue;
      seen.add(unit.code);
      lines.push({ unit, depth });
      add(unit.code, depth + 1);
    }
  }
  add(null, 0);
  return lines;
}

/** The level that stands directly below another; undefined = nothing does. Pure. */
export function levelBelow(
  level: 'province' | 'city' | 'county' | 'station',
): 'city' | 'county' | 'station' | undefined {
  switch (level) {
    case 'province':
      return 'city';
    case 'city':
      return 'county';
    case 'county':
      return 'station';
    case 'station':
      return undefined;
  }
}
