import { useState } from 'react';
import { notify, Select, StateMark, t, useScan } from '../../../kit/index.ts';
import { CabinetDrawing, CellLegend } from './cabinet-drawing.tsx';
import { cabinetOfCellCode, cabinetOfCellPath, placePath } from './places.ts';
import type { CellView } from './types.ts';
import { useCabinet, usePlaces } from './use-places.ts';
import { useClient } from '../../../client/index.ts';

export interface ChosenCell {
  readonly cell: string;
  readonly path: string;
}

export interface CellPickerProps {
  readonly value: ChosenCell | null;
  readonly onChange: (value: ChosenCell) => void;
  /** A cell that fits, proposed by the node. */
  readonly suggested?: ChosenCell | undefined;
  /** Where the item is now: that one cannot be chosen again. */
  readonly present?: string | null;
}

/** 选格: a cabinet from a list, its cell in the drawing, or both at once by scanning the cell's label. */
export function CellPicker({ value, onChange, suggested, present = null }: CellPickerProps) {
  const places = usePlaces() ?? [];
  const client = useClient();
  const [opened, setOpened] = useState<string | undefined>(undefined);
  const proposed = cabinetOfCellPath(places, value?.path ?? suggested?.path ?? '');
  const cabinetId = opened ?? proposed?.id;
  const view = useCabinet(cabinetId);
  const cabinets = places.filter((place) => place.kind === 'cabinet');

  function pathOf(cabinet: string, cell: CellView): string {
    return `${placePath(places, cabinet)} / ${cell.row}-${cell.column}`;
  }

  function choose(cabinet: string, cell: CellView): void {
    if (cell.id === present) notify(t('places.already_here'));
    else onChange({ cell: cell.id, path: pathOf(cabinet, cell) });
  }

  useScan((text) => {
    const cabinet = cabinetOfCellCode(places, text);
    if (cabinet === undefined) return false;
    void client.storage.cabinet({ id: cabinet.id }).then(
      ({ cells }) => {
        const cell = cells.find((one) => one.code === text.trim().toUpperCase());
        if (cell === undefined) notify(t('places.cell_code_unknown', { code: text }));
        else {
          setOpened(cabinet.id);
          choose(cabinet.id, cell);
        }
      },
      () => notify(t('places.cell_code_unknown', { code: text })),
    );
    return true;
  });

  return (
    <div className="section">
      <div className="cell-picker-line">
        <Select
          label={t('places.cabinet')}
          value={cabinetId ?? null}
          onChange={(id) => setOpened(id ?? undefined)}
          options={cabinets.map((cabinet) => ({
            value: cabinet.id,
            label: `${places.find((place) => place.id === cabinet.parent)?.name ?? ''} ${cabinet.name}`,
            detail: `${cabinet.items} / ${cabinet.cells}`,
          }))}
        />
        <p className="quiet small">{t('places.scan_cell_hint')}</p>
      </div>
      {view !== undefined && cabinetId !== undefined && (
        <>
          <CabinetDrawing
            label={view.path}
            cells={view.cells}
            chosen={value?.cell}
            suggested={suggested?.cell}
            onChoose={(cell) => choose(cabinetId, cell)}
          />
          <CellLegend question="fill" />
        </>
      )}
      <div role="status">
        {value === null ? (
          <StateMark tone="waiting">{t('places.no_cell_chosen')}</StateMark>
        ) : (
          <StateMark tone="active">{t('places.cell_chosen', { path: value.path })}</StateMark>
        )}
      </div>
    </div>
  );
}
