import { useState } from 'react';
import { failureOf, useClient } from '../../../client/index.ts';
import { ComboBox, notify, notifyFailure, type Option, t } from '../../../kit/index.ts';
import { shortPath } from '../parts-items/places.ts';

/** 找财物: the drawing opens where it lies; what lies nowhere says so. */
export function FindItem({
  onFound,
}: {
  readonly onFound: (place: string, cell: string | null, item: string) => void;
}) {
  const client = useClient();
  const [chosen, setChosen] = useState<Option<string> | null>(null);
  return (
    <ComboBox
      label={t('places.find_item')}
      value={chosen}
      onChange={(option) => {
        setChosen(option);
        if (option === null) return;
        client.evidence.item({ id: option.value }).then(
          (item) => {
            if (item.place === null)
              notify(
                t('places.lies_nowhere', { name: item.name, state: t(`evidence.custody.${item.custody}`) }),
              );
            else onFound(item.place, item.cell, item.id);
          },
          (error: unknown) => notifyFailure(failureOf(error)),
        );
      }}
      search={async (words, signal) => {
        const { rows } = await client.evidence.items(
          { limit: 20, ...(words === '' ? {} : { words }) },
          { signal },
        );
        return rows.map((row) => ({
          value: row.id,
          label: row.name,
          detail: row.place === null ? t(`evidence.custody.${row.custody}`) : shortPath(row.place),
        }));
      }}
    />
  );
}
