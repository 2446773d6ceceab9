import { useState } from 'react';
import { type StationClient, useCommand } from '../../../client/index.ts';
import { ConfirmDialog, Failure, notify, t, TextField } from '../../../kit/index.ts';
import { ActPanel } from '../parts-operations/act-panel.tsx';
import type { Place } from '../parts-items/types.ts';

interface ActProps {
  readonly place: Place;
  readonly onClose: () => void;
}

/** 改名: the code on the labels stays. */
export function RenamePanel({ place, onClose }: ActProps) {
  const rename = useCommand({
    send: (client: StationClient, name: string, commandId) =>
      client.storage.renamePlace({ commandId, id: place.id, name }),
    onDone: () => {
      notify(t('places.renamed'));
      onClose();
    },
    failures: 'inline',
  });
  return (
    <ActPanel
      title={t('places.rename_title', { name: place.name })}
      act={t('places.rename')}
      words={t('places.new_name')}
      required
      onSend={rename.run}
      busy={rename.busy}
      failure={rename.failure}
      onClose={onClose}
    >
      <p className="quiet">{t('places.rename_hint', { code: place.code })}</p>
    </ActPanel>
  );
}

/** 停用: only what is empty; its past stays on record. */
export function EndDialog({ place, onClose, onEnded }: ActProps & { readonly onEnded: () => void }) {
  const [reason, setReason] = useState('');
  const end = useCommand({
    send: (client: StationClient, why: string, commandId) =>
      client.storage.endPlace({ commandId, id: place.id, reason: why }),
    onDone: () => {
      notify(t('places.ended'));
      onEnded();
    },
    failures: 'inline',
  });
  const blocked =
    place.items > 0
      ? t('places.end_not_empty', { count: place.items })
      : reason.trim() === ''
        ? t('common.fill_in', { label: t('places.end_reason') })
        : undefined;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('places.end_title', { name: place.name })}
      act={t('places.end_act', { name: place.name })}
      danger
      busy={end.busy}
      reason={blocked}
      onConfirm={() => end.run(reason.trim())}
    >
      <p>{t('places.end_means')}</p>
      {place.items > 0 && <p>{t('places.end_not_empty', { count: place.items })}</p>}
      <TextField
        label={t('places.end_reason')}
        value={reason}
        onChange={setReason}
        maxLength={200}
        required
        disabled={place.items > 0}
      />
      {end.failure !== undefined && <Failure failure={end.failure} />}
    </ConfirmDialog>
  );
}
