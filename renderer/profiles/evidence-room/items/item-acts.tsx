import { useState } from 'react';
import { type StationClient, useCommand } from '../../../client/index.ts';
import { notify, t } from '../../../kit/index.ts';
import { CellPicker, type ChosenCell } from '../parts-items/cell-picker.tsx';
import type { ItemView } from '../parts-items/types.ts';
import { ActPanel } from '../parts-operations/act-panel.tsx';

export type ItemPanel = 'move' | 'found' | 'damage';

interface ActInput {
  readonly words: string;
  readonly cell: string;
}

/** Acts on an item that need words or a cell, beside the item so that it stays in sight. */
export function ItemActPanel({
  item,
  panel,
  onClose,
}: {
  readonly item: ItemView;
  readonly panel: ItemPanel;
  readonly onClose: () => void;
}) {
  const [cell, setCell] = useState<ChosenCell | null>(null);
  const act = useCommand({
    send: (client: StationClient, { words, cell: to }: ActInput, commandId) => {
      if (panel === 'move')
        return client.evidence.moveItem({ commandId, id: item.id, cell: to, reason: words });
      if (panel === 'found')
        return client.evidence.reportFound({ commandId, id: item.id, cell: to, how: words, photo: null });
      return client.evidence.reportDamage({ commandId, id: item.id, what: words, photo: null });
    },
    onDone: () => {
      notify(
        panel === 'move'
          ? t('evidence.moved', { path: cell?.path ?? '' })
          : t(panel === 'found' ? 'evidence.found' : 'evidence.damage_done'),
      );
      onClose();
    },
    failures: 'inline',
  });
  const words = {
    move: 'evidence.move_reason',
    found: 'evidence.found_how',
    damage: 'evidence.damage_what',
  } as const;
  const titles = {
    move: 'evidence.move_title',
    found: 'evidence.found_title',
    damage: 'evidence.damage_title',
  } as const;
  const acts = {
    move: 'evidence.act.moveItem',
    found: 'evidence.act.reportFound',
    damage: 'evidence.act.reportDamage',
  } as const;
  const needsCell = panel !== 'damage';
  return (
    <ActPanel
      title={t(titles[panel], { code: item.code })}
      act={t(acts[panel])}
      words={t(words[panel])}
      required
      onClose={onClose}
      onSend={(typed) => act.run({ words: typed, cell: cell?.cell ?? '' })}
      busy={act.busy}
      failure={act.failure}
      disabled={needsCell && cell === null}
    >
      {needsCell && <CellPicker value={cell} onChange={setCell} present={item.cell} />}
    </ActPanel>
  );
}
