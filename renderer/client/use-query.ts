import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery as useReactQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import type { FailureData } from '../../main/contract/index.ts';
import { notifyFailure } from '../kit/notices.tsx';
import { type StationClient, useClient } from './client.ts';
import type { QueryTopics, Topic } from './events.ts';
import { failureOf, isUndecided } from './failures.ts';
import { createIntention } from './intention.ts';

export interface QueryOptions<Data> {
  /** Names the question and its parameters, for example `['item', id]`. */
  readonly key: readonly unknown[];
  /** What must change for the answer to change; events of these topics ask again. */
  readonly topics: readonly Topic[];
  /** Id of the one thing shown, so that changes of others do not ask again. */
  readonly id?: string;
  readonly ask: (client: StationClient, signal: AbortSignal) => Promise<Data>;
  readonly enabled?: boolean;
}

export interface Answer<Data> {
  /** The last answer, also while a newer one is on its way and after a failure. */
  readonly data: Data | undefined;
  readonly failure: FailureData | undefined;
  readonly again: () => void;
}

/** One question to the node, kept fresh by its events. There is no waiting sign: answers are local. */
export function useQuery<Data>(options: QueryOptions<Data>): Answer<Data> {
  const client = useClient();
  const result = useReactQuery({
    queryKey: options.key,
    queryFn: ({ signal }) => options.ask(client, signal),
    enabled: options.enabled ?? true,
    meta: topicsMeta(options),
    placeholderData: keepPreviousData,
  });
  return {
    data: result.data,
    failure: result.error === null ? undefined : failureOf(result.error),
    again: () => void result.refetch(),
  };
}

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
  readonly total?: number | undefined;
}

export interface PagesOptions<Row> extends Omit<QueryOptions<never>, 'ask'> {
  /** Asks for the page after a key; undefined = the first. */
  readonly ask: (client: StationClient, after: string | undefined, signal: AbortSignal) => Promise<Page<Row>>;
}

export interface Pages<Row> {
  readonly rows: readonly Row[];
  /** To be given to `Table`; undefined = there is no more. */
  readonly loadMore: (() => void) | undefined;
  readonly total: number | undefined;
  /** False until the first answer: then an empty list is really empty. */
  readonly answered: boolean;
  readonly failure: FailureData | undefined;
  readonly again: () => void;
}

/** A list in keyset pages. */
export function usePages<Row>(options: PagesOptions<Row>): Pages<Row> {
  const client = useClient();
  const result = useInfiniteQuery({
    queryKey: options.key,
    queryFn: ({ pageParam, signal }) => options.ask(client, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<Row>) => last.next ?? undefined,
    enabled: options.enabled ?? true,
    meta: topicsMeta(options),
    placeholderData: keepPreviousData,
  });
  const pages = result.data?.pages;
  const rows = useMemo(() => (pages ?? []).flatMap((page) => page.rows), [pages]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = result;
  const loadMore = useMemo(
    () => (hasNextPage ? () => void (isFetchingNextPage || fetchNextPage()) : undefined),
    [hasNextPage, isFetchingNextPage, fetchNextPage],
  );
  return {
    rows,
    loadMore,
    total: pages?.[0]?.total,
    answered: pages !== undefined,
    failure: result.error === null ? undefined : failureOf(result.error),
    again: () => void result.refetch(),
  };
}

function topicsMeta({ topics, id }: { readonly topics: readonly Topic[]; readonly id?: string }) {
  const station: QueryTopics = { topics, id };
  return { station };
}

export interface CommandOptions<Input, Output> {
  /** Sends the command with its id: `(client, input, commandId) => client.evidence.voidItem({ commandId, ...input })`. */
  readonly send: (client: StationClient, input: Input, commandId: string) => Promise<Output>;
  readonly onDone?: (output: Output, input: Input) => void;
  /** `inline`: the caller shows `failure` itself, beside what failed; otherwise it comes up as a notice. */
  readonly failures?: 'notice' | 'inline';
}

export interface CommandHandle<Input> {
  readonly run: (input: Input) => void;
  readonly busy: boolean;
  readonly failure: FailureData | undefined;
  readonly clear: () => void;
}

/** One act of a person. Pressing again after a lost answer repeats the same command, which the node applies once. */
export function useCommand<Input, Output>(options: CommandOptions<Input, Output>): CommandHandle<Input> {
  const client = useClient();
  const queries = useQueryClient();
  const [intention] = useState(() => createIntention(() => crypto.randomUUID()));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureData | undefined>(undefined);
  const running = useRef(false);

  async function run(input: Input): Promise<void> {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFailure(undefined);
    try {
      const output = await options.send(client, input, intention.idFor(input));
      intention.settled();
      await queries.invalidateQueries({ type: 'active' });
      options.onDone?.(output, input);
    } catch (error) {
      const failed = failureOf(error);
      if (!isUndecided(failed)) intention.settled();
      if (options.failures === 'inline') setFailure(failed);
      else notifyFailure(failed);
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return { run: (input) => void run(input), busy, failure, clear: () => setFailure(undefined) };
}
