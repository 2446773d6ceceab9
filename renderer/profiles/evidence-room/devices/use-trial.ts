import { useState } from 'react';
import { failureOf, type StationClient, useClient } from '../../../client/index.ts';
import type { FailureInfo } from '../../../kit/index.ts';

/** One thing tried at a device: while it runs, what came of it, or why not. */
export function useTrial<Answer, Input = void>(
  ask: (client: StationClient, input: Input) => Promise<Answer>,
) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer | undefined>(undefined);
  const [failure, setFailure] = useState<FailureInfo | undefined>(undefined);
  async function run(input: Input): Promise<void> {
    setBusy(true);
    setAnswer(undefined);
    setFailure(undefined);
    try {
      setAnswer(await ask(client, input));
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  }
  return { run: (input: Input) => void run(input), busy, answer, failure };
}
