import { drawJpeg } from './drawn-jpeg.ts';

/** What the camera of training looks at. */
export const trainingScenes = ['empty', 'person', 'dark'] as const;
export type TrainingScene = (typeof trainingScenes)[number];

const COLUMNS = 80;
const ROWS = 60;

/** A room with a door, 640 × 480; the light spot at the top wanders with `count`, so that two pictures are never the same. */
export function drawTrainingScene(scene: TrainingScene, count: number): Uint8Array {
  return drawJpeg(COLUMNS, ROWS, (column, row) => {
    if (row === 0) return column === count % COLUMNS ? 255 : 20;
    if (scene === 'dark') return 8 + ((column + row) % 3);
    const person = 12 + (count % 50);
    if (scene === 'person' && isPerson(column - person, row)) return 30;
    if (column >= 30 && column < 46 && row >= 12 && row < 48) return column === 43 && row === 30 ? 40 : 150;
    return row >= 48 ? 90 : 200 - row;
  });
}

/** Head and body around a middle line. */
function isPerson(across: number, row: number): boolean {
  const head = Math.hypot(across, row - 18) < 3;
  return head || (Math.abs(across) < 5 && row > 20 && row < 54);
}
