import { t } from '../../../kit/index.ts';
import { CabinetDrawing } from './cabinet-drawing.tsx';
import { FloorDrawing } from './floor-drawing.tsx';
import { cabinetOfCellPath } from './places.ts';
import { useCabinet, usePlaces } from './use-places.ts';

export interface WhereIsItProps {
  /** Path of the cell as the node writes it. */
  readonly path: string;
  readonly cell: string | null;
}

/** 在哪里: the room from above and the cabinet from the front, with the cell marked. */
export function WhereIsIt({ path, cell }: WhereIsItProps) {
  const places = usePlaces();
  const cabinet = places === undefined ? undefined : cabinetOfCellPath(places, path);
  const view = useCabinet(cabinet?.id);
  const room = places?.find((place) => place.id === cabinet?.parent);
  if (places === undefined) return null;
  if (cabinet === undefined || room === undefined)
    return <p className="quiet">{t('places.not_in_drawing')}</p>;
  return (
    <div className="where-is-it">
      <FloorDrawing places={places} of={room} chosen={cabinet.id} />
      <p>{path}</p>
      {view !== undefined && (
        <CabinetDrawing label={cabinet.name} cells={view.cells} chosen={cell ?? undefined} />
      )}
    </div>
  );
}
