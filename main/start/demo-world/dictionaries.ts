import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Stage } from './stage.ts';

const dictionaryFile = z.object({
  name: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }),
  entries: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
});
export type DictionaryFile = z.infer<typeof dictionaryFile>;

const folder = new URL('../../../resources/dictionaries/', import.meta.url);

/** 字典: every list of `resources/dictionaries`, the two twelve-category lists by domain notes 2.7. */
export function readDictionaries(): DictionaryFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => z.parse(dictionaryFile, JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));
}

export function loadDictionaries(stage: Stage): void {
  for (const { name, entries } of readDictionaries()) {
    for (const entry of entries) {
      stage.run(stage.system(), 'reference.setDictionaryEntry', { dictionary: name, ...entry, ended: false });
    }
  }
}
