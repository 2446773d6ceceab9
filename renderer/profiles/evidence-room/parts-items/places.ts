import type { CellView, Place } from './types.ts';

/** As the node writes paths of places (`main/evidence/places/project.ts`). */
const glue = ' / ';

/** Names from the site down to the place. Pure. */
export function placePath(places: readonly Place[], id: string): string {
  const found = places.find((place) => place.id === id);
  if (found === undefined) return '';
  return found.parent === null ? found.name : `${placePath(places, found.parent)}${glue}${found.name}`;
}

/** The cabinet in which the cell of this path lies: `县局 / 一号库 / 2 号柜 / 3-4`. Pure. */
export function cabinetOfCellPath(places: readonly Place[], cellPath: string): Place | undefined {
  const cut = cellPath.lastIndexOf(glue);
  if (cut < 0) return undefined;
  const path = cellPath.slice(0, cut);
  return places.find((place) => place.kind === 'cabinet' && placePath(places, place.id) === path);
}

/** The code of a cell as its label carries it: cabinet code, dash, row and column with two digits each. */
const cellCode = /^([A-Z0-9]+)-\d{4}$/;

/** The cabinet a scanned cell code belongs to; undefined when the text is no cell code of this site. Pure. */
export function cabinetOfCellCode(places: readonly Place[], scan: string): Place | undefined {
  const code = cellCode.exec(scan.trim().toUpperCase())?.[1];
  return code === undefined
    ? undefined
    : places.find((place) => place.kind === 'cabinet' && place.code === code);
}

/** The short words of a path for narrow columns: the last two names. Pure. */
export function shortPath(path: string): string {
  return path.split(glue).slice(-2).join(' ');
}

/** What the cells of a drawing are coloured by. */
export const cellQuestions = ['fill', 'seen', 'reserved', 'hazard', 'clock'] as const;
export type CellQuestion = (typeof cellQuestions)[number];

/** 0 = nothing to show; 1 to 4 from pale to dark. */
export type CellLevel = 0 | 1 | 2 | 3 | 4;

const day = 86_400_000;

/** How dark a cell is for a question; the same steps stand in the legend. Pure. */
export function cellLevel(
  question: CellQuestion,
  cell: Pick<CellView, 'items' | 'reserved' | 'lastSeen' | 'hazards' | 'nextDue'>,
  now: number,
): CellLevel {
  if (question === 'reserved') return cell.reserved === 0 ? 0 : cell.reserved === 1 ? 2 : 4;
  if (question === 'hazard') return cell.hazards === 0 ? 0 : cell.hazards === 1 ? 2 : 4;
  if (question === 'clock') {
    if (cell.nextDue === null) return 0;
    const left = Date.parse(cell.nextDue) - now;
    return left <= 0 ? 4 : left <= 3 * day ? 3 : left <= 10 * day ? 2 : 1;
  }
  if (cell.items === 0) return 0;
  if (question === 'fill') return cell.items === 1 ? 1 : cell.items <= 3 ? 2 : cell.items <= 5 ? 3 : 4;
  if (cell.lastSeen === null) return 4;
  const age = now - Date.parse(cell.lastSeen);
  return age < day ? 1 : age < 7 * day ? 2 : age < 30 * day ? 3 : 4;
}

/** The number written into a cell for a question: things, or whole days left; undefined = nothing to write. Pure. */
export function cellFigure(
  question: CellQuestion,
  cell: Pick<CellView, 'items' | 'reserved' | 'hazards' | 'nextDue'>,
  now: number,
): number | undefined {
  switch (question) {
    case 'clock':
      return cell.nextDue === null ? undefined : Math.floor((Date.parse(cell.nextDue) - now) / day);
    case 'reserved':
      return cell.reserved > 0 ? cell.reserved : undefined;
    case 'hazard':
      return cell.hazards > 0 ? cell.hazards : undefined;
    default:
      return cell.items > 0 ? cell.items : undefined;
  }
}
