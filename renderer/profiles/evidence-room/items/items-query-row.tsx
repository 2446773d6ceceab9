import { useState } from 'react';
import { custodyStates } from '../../../../main/contract/evidence-items.ts';
import { useClient } from '../../../client/index.ts';
import { ComboBox, QueryRow, Select, t, TextField } from '../../../kit/index.ts';
import type { Dictionary } from '../parts-items/dictionary.ts';
import { placePath } from '../parts-items/places.ts';
import { usePlaces } from '../parts-items/use-places.ts';
import { type ItemsFilter, noFilter, queryOf, type View } from './items-query.ts';

export interface ItemsQueryRowProps {
  readonly view: View;
  readonly categories: Dictionary;
  readonly onQuery: (filter: ItemsFilter) => void;
}

/** 查询: words, custody state, category, case and place, asked together at 查询. */
export function ItemsQueryRow({ view, categories, onQuery }: ItemsQueryRowProps) {
  const client = useClient();
  const places = usePlaces() ?? [];
  const [typed, setTyped] = useState(noFilter);
  const any = { value: '', label: t('evidence.all_states') };
  // Within a view only its own states can be narrowed further.
  const states = queryOf[view].custody ?? custodyStates;
  return (
    <QueryRow
      onQuery={() => onQuery(typed)}
      onReset={() => {
        setTyped(noFilter);
        onQuery(noFilter);
      }}
    >
      <TextField
        label={t('evidence.words')}
        type="search"
        placeholder={t('evidence.words_placeholder')}
        value={typed.words}
        onChange={(words) => setTyped({ ...typed, words })}
      />
      {states.length > 1 && (
        <Select
          label={t('evidence.custody_filter')}
          options={[any, ...states.map((state) => ({ value: state, label: t(`evidence.custody.${state}`) }))]}
          value={typed.custody}
          onChange={(chosen) =>
            setTyped({ ...typed, custody: custodyStates.find((state) => state === chosen) ?? '' })
          }
        />
      )}
      <Select
        label={t('evidence.category')}
        options={[any, ...categories.options]}
        value={typed.category}
        onChange={(category) => setTyped({ ...typed, category: category ?? '' })}
      />
      <ComboBox
        label={t('evidence.case')}
        value={typed.caseOf}
        onChange={(caseOf) => setTyped({ ...typed, caseOf })}
        search={async (words, signal) => {
          const { rows } = await client.evidence.cases(
            { limit: 20, ...(words === '' ? {} : { words }) },
            { signal },
          );
          return rows.map((row) => ({ value: row.id, label: row.name, detail: row.number }));
        }}
      />
      <Select
        label={t('evidence.place_filter')}
        options={[
          any,
          ...places
            .filter((place) => place.kind !== 'site')
            .map((place) => ({ value: place.id, label: placePath(places, place.id) })),
        ]}
        value={typed.place}
        onChange={(place) => setTyped({ ...typed, place: place ?? '' })}
      />
    </QueryRow>
  );
}
