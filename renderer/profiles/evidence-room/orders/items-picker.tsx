import { useState } from 'react';
import type * as z from 'zod/mini';
import type { itemRow } from '../../../../main/contract/evidence-items.ts';
import { failureOf, useClient, useQuery } from '../../../client/index.ts';
import {
  Button,
  EmptyState,
  IconButton,
  notify,
  notifyFailure,
  t,
  TextField,
  useScan,
} from '../../../kit/index.ts';
import { CloseIcon } from '../../../kit/icons.tsx';
import { custodyWords } from './order-words.ts';

type ItemRow = z.infer<typeof itemRow>;

/** An item on a list that is being written; carries its words, so that a draft can be shown. */
export interface PickedItem {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly caseName: string;
}

export interface ItemsPickerProps {
  readonly value: readonly PickedItem[];
  readonly onChange: (items: readonly PickedItem[]) => void;
  readonly error?: string | undefined;
}

/** 选财物: found by words or scanned; what cannot be lent now is shown with its state. */
export function ItemsPicker({ value, onChange, error }: ItemsPickerProps) {
  const client = useClient();
  const [words, setWords] = useState('');
  const { data } = useQuery({
    key: ['order-items', words],
    topics: ['items'],
    ask: (asked, signal) =>
      asked.evidence.items(words === '' ? { custody: ['in-store'], limit: 12 } : { words, limit: 12 }, {
        signal,
      }),
  });
  const found = (data?.rows ?? []).filter((item) => !value.some((picked) => picked.id === item.id));

  function add(item: ItemRow): void {
    if (value.some((picked) => picked.id === item.id)) return;
    if (item.custody !== 'in-store') {
      notify(t('orders.not_in_store', { name: item.name, state: custodyWords(item.custody) }));
      return;
    }
    onChange([...value, { id: item.id, code: item.code, name: item.name, caseName: item.caseName }]);
  }

  useScan((text) => {
    client.evidence
      .find({ scan: text })
      .then((thing) => {
        if (thing?.kind !== 'item') {
          notify(t('orders.scan_no_item', { scan: thing?.title ?? text }));
          return undefined;
        }
        return client.evidence.item({ id: thing.id }).then(add);
      })
      .catch((failed: unknown) => notifyFailure(failureOf(failed)));
    return true;
  });

  return (
    <div className="items-picker" id="field-items">
      <section aria-labelledby="picked-title">
        <h3 id="picked-title">{t('orders.picked', { count: value.length })}</h3>
        {value.length === 0 ? (
          <EmptyState>{t('orders.picked_empty')}</EmptyState>
        ) : (
          <ul className="line-list">
            {value.map((item, index) => (
              <li key={item.id}>
                <span className="number quiet">{index + 1}</span>
                <span>
                  {item.name}
                  <span className="small quiet block">
                    <span className="fixed">{item.code}</span> {item.caseName}
                  </span>
                </span>
                <IconButton
                  icon={<CloseIcon />}
                  label={t('orders.take_off', { name: item.name })}
                  onPress={() => onChange(value.filter((picked) => picked.id !== item.id))}
                />
              </li>
            ))}
          </ul>
        )}
        {error !== undefined && error !== '' && <p className="field-error">{error}</p>}
      </section>
      <section aria-labelledby="found-title">
        <h3 id="found-title">{t('orders.find_items')}</h3>
        <TextField
          label={t('orders.item_words')}
          type="search"
          value={words}
          onChange={setWords}
          hint={t('orders.item_words_hint')}
        />
        <ul className="line-list">
          {found.map((item) => {
            const possible = item.custody === 'in-store';
            return (
              <li key={item.id}>
                <span>
                  {item.name}
                  <span className="small quiet block">
                    <span className="fixed">{item.code}</span> {item.caseName}
                  </span>
                  <span className="small quiet block">
                    {possible
                      ? (item.place ?? '')
                      : t('orders.not_possible', { state: custodyWords(item.custody) })}
                  </span>
                </span>
                <Button
                  onPress={() => add(item)}
                  disabled={!possible}
                  label={t('orders.put_on', { name: item.name })}
                >
                  {t('orders.put')}
                </Button>
              </li>
            );
          })}
        </ul>
        {data !== undefined && data.rows.length === 0 && <p className="quiet">{t('common.no_match')}</p>}
      </section>
    </div>
  );
}
