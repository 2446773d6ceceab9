import { useState } from 'react';
import { useQuery } from '../../../client/index.ts';
import { Button, Select, t } from '../../../kit/index.ts';

export interface CellBoxProps {
  /** The item that is to be put away; a fitting cell is proposed for it. */
  readonly item: string;
  readonly value: { readonly cell: string; readonly path: string } | null;
  readonly onChange: (value: { readonly cell: string; readonly path: string } | null) => void;
  readonly error?: string | undefined;
}

/** 存放位置: the proposed cell with its reason, or another one by cabinet and cell. */
export function CellBox({ item, value, onChange, error }: CellBoxProps) {
  const [choosing, setChoosing] = useState(false);
  const [cabinet, setCabinet] = useState<string | null>(null);
  const { data: proposal } = useQuery({
    key: ['suggest-cell', item],
    topics: ['items', 'places'],
    ask: (client) => client.storage.suggestCell({ item }),
  });
  const { data: places = [] } = useQuery({
    key: ['places'],
    topics: ['places'],
    ask: (client) => client.storage.places({}),
    enabled: choosing,
  });
  const { data: inside } = useQuery({
    key: ['cabinet', cabinet],
    topics: ['places', 'items'],
    ask: (client) => client.storage.cabinet({ id: cabinet ?? '' }),
    enabled: cabinet !== null,
  });

  if (value !== null) {
    return (
      <div className="field">
        <span className="field-label">{t('orders.cell')}</span>
        <div className="chosen-line">
          <strong>{value.path}</strong>
          <Button kind="plain" onPress={() => onChange(null)}>
            {t('orders.cell_other')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <>
      {proposal !== undefined && proposal !== null && (
        <div className="chosen-line">
          <span>
            {t('orders.cell_proposed', { path: proposal.path })}
            <span className="quiet small"> {t(`orders.cell_reason.${proposal.reason}`)}</span>
          </span>
          <Button onPress={() => onChange({ cell: proposal.cell, path: proposal.path })}>
            {t('orders.cell_take')}
          </Button>
        </div>
      )}
      {!choosing && (
        <Button kind="plain" onPress={() => setChoosing(true)}>
          {t('orders.cell_choose')}
        </Button>
      )}
      {choosing && (
        <Select
          label={t('orders.cabinet')}
          value={cabinet}
          onChange={setCabinet}
          options={places
            .filter((place) => place.kind === 'cabinet' && place.ended === null)
            .map((place) => ({ value: place.id, label: `${place.code} ${place.name}` }))}
        />
      )}
      {choosing && inside !== undefined && (
        <Select
          label={t('orders.cell')}
          value={null}
          onChange={(id) => {
            const cell = inside.cells.find((known) => known.id === id);
            if (cell !== undefined) onChange({ cell: cell.id, path: `${inside.path} ${cell.code}` });
          }}
          options={inside.cells.map((cell) => ({
            value: cell.id,
            label: cell.code,
            detail: t('orders.cell_items', { count: cell.items }),
          }))}
        />
      )}
      {error !== undefined && <p className="field-error">{error}</p>}
    </>
  );
}
