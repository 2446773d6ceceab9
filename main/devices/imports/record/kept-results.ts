import type { ImportedResult } from '../../../../drivers/imports/imported-result.ts';
import type { CommandContext, JsonValue } from '../../../kernel/module.ts';
import type { Standing } from './decide.ts';
import { type Digests, resultDigests, subjectOf } from './digests.ts';
import type { KeptPerson } from './entries.ts';

/** Results of one receipt, each with how it stands to what is on record. */
export interface Standings {
  readonly results: readonly {
    readonly result: ImportedResult;
    readonly key: string;
    readonly print: string;
  }[];
  readonly standings: readonly Standing[];
}

/** Also knows a result that comes twice in the same file. */
export function standingsOf(
  context: CommandContext,
  digests: Digests,
  results: readonly ImportedResult[],
): Standings {
  const seen = new Map<string, string>();
  const kept = results.map((result) => ({ result, ...resultDigests(digests, result) }));
  const standings = kept.map(({ key, print }): Standing => {
    const before =
      seen.get(key) ??
      context.database.get<{ print: string }>(
        'select print from imports_result where key = ? and replaced_by is null',
        key,
      )?.print;
    seen.set(key, print);
    if (before === undefined) return 'new';
    return before === print ? 'known' : 'changed';
  });
  return { results: kept, standings };
}

/** Results of each person under the person's own key. Those that are on record already are not kept twice. */
export function sealResults(context: CommandContext, digests: Digests, { results, standings }: Standings) {
  const bySubject = new Map<string, Standings['results'][number][]>();
  for (const [place, kept] of results.entries()) {
    if (standings[place] === 'known') continue;
    const subject = subjectOf(digests, kept.result.person);
    const known = bySubject.get(subject);
    if (known === undefined) bySubject.set(subject, [kept]);
    else known.push(kept);
  }
  return [...bySubject].flatMap(([subject, all]) =>
    inPieces(all, MOST_RESULTS_A_BODY).map((kept) => ({
      body: context.seal(subject, kept.map(({ result }) => result) as unknown as JsonValue),
      results: kept.map(({ key, print }) => ({ key, print })),
    })),
  );
}

function inPieces<One>(all: readonly One[], most: number): One[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, at) =>
    all.slice(at * most, (at + 1) * most),
  );
}

/** Results of one body, and bodies and results of one entry: far below the longest entry. */
const MOST_RESULTS_A_BODY = 100;
const MOST_RESULTS_AN_ENTRY = 200;

/** Entries of sealed results, as many as they need. */
export function keepPersons(context: CommandContext, id: string, persons: readonly KeptPerson[]): void {
  let entry: KeptPerson[] = [];
  let count = 0;
  const append = (): void => {
    if (entry.length > 0)
      context.append({
        aggregate: `import:${id}`,
        type: 'imports.results-kept',
        body: { id, persons: entry },
      });
    entry = [];
    count = 0;
  };
  for (const person of persons) {
    if (count + person.results.length > MOST_RESULTS_AN_ENTRY) append();
    entry.push(person);
    count += person.results.length;
  }
  append();
}
