import { useState } from 'react';
import { refusalReasons } from '../../../../main/contract/evidence-items.ts';
import { type StationClient, useCommand } from '../../../client/index.ts';
import { Button, Failure, notify, RadioGroup, SidePanel, t, TextField } from '../../../kit/index.ts';
import type { ItemView } from '../parts-items/types.ts';
import { type Line, type RefusalReason, refusalOf } from './compare.ts';

export interface RefusePanelProps {
  readonly item: ItemView;
  /** The differences found; empty where it is refused for something else. */
  readonly lines: readonly Line[];
  readonly onClose: () => void;
  readonly onRefused: () => void;
}

/** 拒收补正: the differences go on record with the refusal, and the officer reads them. */
export function RefusePanel({ item, lines, onClose, onRefused }: RefusePanelProps) {
  const [reason, setReason] = useState<RefusalReason | null>(() => refusalOf(lines) ?? null);
  const [note, setNote] = useState(() => noteOf(lines));
  const refuse = useCommand({
    send: (client: StationClient, input: { reason: RefusalReason; note: string }, commandId) =>
      client.evidence.refuseItem({ commandId, id: item.id, ...input }),
    onDone: () => {
      notify(t('intake.refused', { name: item.name }));
      onRefused();
    },
    failures: 'inline',
  });
  const missing =
    reason === null ? t('evidence.choose_reason') : note.trim() === '' ? t('intake.note_missing') : undefined;
  return (
    <SidePanel title={t('intake.refuse_title', { name: item.name })} subject="refuse" onClose={onClose}>
      <form
        className="form"
        aria-label={t('intake.refuse_title', { name: item.name })}
        onSubmit={(event) => {
          event.preventDefault();
          if (reason !== null && missing === undefined) refuse.run({ reason, note: note.trim() });
        }}
      >
        <p>{t('intake.refuse_means')}</p>
        <RadioGroup
          label={t('common.reason')}
          value={reason}
          onChange={setReason}
          required
          options={refusalReasons.map((one) => ({ value: one, label: t(`evidence.refusal.${one}`) }))}
        />
        <TextField
          label={t('intake.refuse_note')}
          value={note}
          onChange={setNote}
          lines={3}
          maxLength={200}
          required
        />
        {refuse.failure !== undefined && <Failure failure={refuse.failure} />}
        <div className="button-row form-actions">
          <Button
            kind="danger"
            type="submit"
            disabled={missing !== undefined || refuse.busy}
            {...(missing === undefined ? {} : { reason: missing })}
          >
            {t('intake.refuse_act', { code: item.code })}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </SidePanel>
  );
}

function noteOf(lines: readonly Line[]): string {
  return lines
    .filter(({ verdict }) => verdict === 'differs')
    .map(({ field, listed, seen }) =>
      field === 'seal'
        ? t('orders.seal_broken')
        : t('intake.difference', {
            what: t(`intake.field.${field}`),
            listed: listed === '' ? t('common.none') : listed,
            seen: seen === '' ? t('common.none') : seen,
          }),
    )
    .join(t('intake.join_differences'));
}
