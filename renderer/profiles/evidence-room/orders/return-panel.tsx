import { useState } from 'react';
import type { Credential } from '../../../../main/contract/common.ts';
import { failureOf, useClient, useQuery } from '../../../client/index.ts';
import { Button, notify, RadioGroup, SidePanel, t, TextField } from '../../../kit/index.ts';
import { CredentialForm } from '../../../shell/credential-form.tsx';
import { CellPicker, type ChosenCell } from '../parts-items/cell-picker.tsx';
import type { PanelProps } from './order-acts.tsx';

const decimalForm = /^\d{1,12}(\.\d{1,6})?$/;

interface Seen {
  readonly counted: string;
  readonly weight: string;
  readonly seal: 'intact' | 'broken' | null;
  readonly condition: string;
  readonly cell: ChosenCell | null;
}

function problemsOf(seen: Seen): Partial<Record<keyof Seen, string>> {
  return {
    ...(decimalForm.test(seen.counted) ? {} : { counted: t('orders.counted_problem') }),
    ...(seen.weight === '' || decimalForm.test(seen.weight) ? {} : { weight: t('orders.weight_problem') }),
    ...(seen.seal === null ? { seal: t('orders.seal_problem') } : {}),
    ...(seen.condition.trim() === ''
      ? { condition: t('common.fill_in', { label: t('orders.condition') }) }
      : {}),
    ...(seen.cell === null ? { cell: t('orders.cell_problem') } : {}),
  };
}

/** 归还一件: what is seen is typed before anything expected is shown; then whoever brings it proves who he is. */
export function ReturnPanel({ order, item: id, onClose }: PanelProps & { readonly item: string }) {
  const client = useClient();
  const item = order.itemRows.find((row) => row.id === id);
  const [seen, setSeen] = useState<Seen>({ counted: '', weight: '', seal: null, condition: '', cell: null });
  const [tried, setTried] = useState(false);
  const [checked, setChecked] = useState(false);
  const [commandId, setCommandId] = useState(() => crypto.randomUUID());
  const { data: suggestion } = useQuery({
    key: ['suggest-cell', id],
    topics: ['items', 'places'],
    ask: (asked) => asked.storage.suggestCell({ item: id }),
  });
  if (item === undefined) return null;
  const problems = problemsOf(seen);
  const shown = tried ? problems : {};
  const set = (part: Partial<Seen>): void => {
    setSeen((before) => ({ ...before, ...part }));
    setChecked(false);
  };

  async function send(deliveredBy: Credential) {
    if (seen.cell === null) return undefined;
    try {
      const { orderClosed } = await client.evidence.returnItem({
        commandId,
        id: order.id,
        item: id,
        counted: seen.counted,
        grossWeightGrams: seen.weight === '' ? null : seen.weight,
        sealIntact: seen.seal === 'intact',
        condition: seen.condition.trim(),
        cell: seen.cell.cell,
        deliveredBy,
      });
      notify(
        t(orderClosed ? 'orders.done.returned_all' : 'orders.done.returnItem', { name: item?.name ?? '' }),
      );
      onClose();
      return undefined;
    } catch (error) {
      setCommandId(crypto.randomUUID());
      return failureOf(error);
    }
  }

  return (
    <SidePanel title={t('orders.return_item', { name: item.name })} onClose={onClose} subject={id}>
      <p className="fixed small quiet">{item.code}</p>
      <p className="quiet">{t('orders.return_hint')}</p>
      <div className="form">
        <TextField
          label={t('orders.counted')}
          value={seen.counted}
          onChange={(counted) => set({ counted })}
          inputMode="decimal"
          unit={item.measureUnit}
          required
          error={shown.counted}
        />
        <TextField
          label={t('orders.weight')}
          value={seen.weight}
          onChange={(weight) => set({ weight })}
          inputMode="decimal"
          unit={t('orders.grams')}
          hint={t('orders.weight_hint')}
          error={shown.weight}
        />
        <RadioGroup
          label={t('orders.seal')}
          value={seen.seal}
          onChange={(seal) => set({ seal })}
          orientation="horizontal"
          required
          error={shown.seal}
          options={[
            { value: 'intact', label: t('orders.seal_intact') },
            { value: 'broken', label: t('orders.seal_broken') },
          ]}
        />
        <TextField
          label={t('orders.condition')}
          value={seen.condition}
          onChange={(condition) => set({ condition })}
          maxLength={200}
          required
          error={shown.condition}
        />
        <h3>{t('orders.cell')}</h3>
        {suggestion !== undefined && suggestion !== null && seen.cell === null && (
          <div className="chosen-line">
            <span>
              {t('orders.cell_proposed', { path: suggestion.path })}{' '}
              <span className="quiet small">{t(`orders.cell_reason.${suggestion.reason}`)}</span>
            </span>
            <Button onPress={() => set({ cell: { cell: suggestion.cell, path: suggestion.path } })}>
              {t('orders.cell_take')}
            </Button>
          </div>
        )}
        <CellPicker
          value={seen.cell}
          onChange={(cell) => set({ cell })}
          suggested={suggestion === null ? undefined : suggestion}
        />
        {shown.cell !== undefined && <p className="field-error">{shown.cell}</p>}
        {!checked && (
          <Button
            kind="primary"
            onPress={() => {
              setTried(true);
              setChecked(Object.keys(problems).length === 0);
            }}
          >
            {t('orders.return_next')}
          </Button>
        )}
      </div>
      {checked && (
        <>
          <h3>{t('orders.deliverer_proves')}</h3>
          <CredentialForm act={t('orders.return_item', { name: item.name })} onSend={send} />
        </>
      )}
    </SidePanel>
  );
}
