import { useState } from 'react';
import { largestChosenFileBytes } from '../../../../main/contract/imports-received.ts';
import { useCommand } from '../../../client/index.ts';
import { type FailureInfo, notify, t } from '../../../kit/index.ts';
import { base64OfBytes } from './file-bytes.ts';

interface Chosen {
  readonly name: string;
  readonly content: string;
  readonly profile: string;
}

/** Takes a file for real. @param onTaken what it became, also when it was refused or waits */
export function useTakeFile(onTaken: (id: string) => void) {
  const [refusal, setRefusal] = useState<FailureInfo | undefined>(undefined);
  const command = useCommand({
    send: (client, chosen: Chosen, commandId) => client.imports.takeFile({ commandId, ...chosen }),
    onDone: ({ id, state, isRepeat }) => {
      const words = t(`imports.receipt_state.${state}`);
      notify(isRepeat ? t('imports.taken_before', { state: words }) : t('imports.settled', { state: words }));
      onTaken(id);
    },
    failures: 'inline',
  });

  async function takeNow(file: File, profile: string): Promise<void> {
    setRefusal(undefined);
    command.clear();
    if (file.size > largestChosenFileBytes) {
      setRefusal({ code: 'imports.chosen_too_large', detail: { bytes: file.size } });
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    command.run({ name: file.name, content: base64OfBytes(bytes), profile });
  }

  return {
    take: (file: File, profile: string) => void takeNow(file, profile),
    busy: command.busy,
    failure: refusal ?? command.failure,
  };
}
