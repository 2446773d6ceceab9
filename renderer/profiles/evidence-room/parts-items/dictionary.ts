import { useQuery } from '../../../client/index.ts';
import { language, type Option } from '../../../kit/index.ts';

export type DictionaryName =
  | 'category-property'
  | 'category-scene'
  | 'item-flag'
  | 'legal-measure'
  | 'measure-unit'
  | 'place-trait'
  | 'refusal-reason'
  | 'case-kind'
  | 'order-purpose'
  | 'role';

export interface Dictionary {
  /** Entries in force, in the order of the dictionary. */
  readonly options: readonly Option<string>[];
  /** Also for codes that are no longer in force; a code that was never there is shown as it is. */
  label(code: string): string;
}

/** 下拉内容: one dictionary of this station in the language in force. */
export function useDictionary(name: DictionaryName): Dictionary {
  const { data } = useQuery({
    key: ['dictionaries'],
    topics: ['dictionaries'],
    ask: (client) => client.system.dictionaries({}),
  });
  const entries = data?.find((dictionary) => dictionary.name === name)?.entries ?? [];
  const words = (entry: (typeof entries)[number]) => (language() === 'en' ? entry.en : entry.zh);
  return {
    options: entries
      .filter((entry) => entry.ended === null)
      .map((entry) => ({ value: entry.code, label: words(entry) })),
    label: (code) => {
      const entry = entries.find((one) => one.code === code);
      return entry === undefined ? code : words(entry);
    },
  };
}
