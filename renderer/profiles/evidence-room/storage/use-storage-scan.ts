import { failureOf, useClient } from '../../../client/index.ts';
import { notify, notifyFailure, t, useScan } from '../../../kit/index.ts';
import { cabinetOfCellCode } from '../parts-items/places.ts';
import type { Place } from '../parts-items/types.ts';

/** Evidence codes begin with W, EPCs have 24 hexadecimal digits or more; both name an item. */
const itemScan = /^(W.{20,}|[0-9A-F]{24,})$/i;

/** In front of the drawing a scanned cell opens itself and a scanned item the cell it should lie in. */
export function useStorageScan(
  places: readonly Place[],
  on: {
    readonly onCell: (cabinet: Place, cell: string) => void;
    readonly onItem: (path: string, cell: string | null, item: string) => void;
  },
): void {
  const client = useClient();
  const failed = (error: unknown): void => notifyFailure(failureOf(error));

  async function openCell(cabinet: Place, code: string): Promise<void> {
    const { cells } = await client.storage.cabinet({ id: cabinet.id });
    const cell = cells.find((one) => one.code === code);
    if (cell === undefined) notify(t('places.cell_code_unknown', { code }));
    else on.onCell(cabinet, cell.id);
  }

  async function openItem(scan: string): Promise<void> {
    const found = await client.evidence.find({ scan });
    if (found?.kind !== 'item') {
      notify(t('shell.scan_unknown', { scan }));
      return;
    }
    const item = await client.evidence.item({ id: found.id });
    if (item.place === null)
      notify(t('places.lies_nowhere', { name: item.name, state: t(`evidence.custody.${item.custody}`) }));
    else on.onItem(item.place, item.cell, item.id);
  }

  useScan((text) => {
    const scanned = text.trim().toUpperCase();
    const cabinet = cabinetOfCellCode(places, scanned);
    if (cabinet !== undefined) {
      openCell(cabinet, scanned).catch(failed);
      return true;
    }
    const [code = ''] = scanned.split('/');
    if (!itemScan.test(code)) return false;
    openItem(text).catch(failed);
    return true;
  });
}
