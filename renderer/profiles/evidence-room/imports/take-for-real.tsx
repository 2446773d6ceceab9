import { useState } from 'react';
import { Button, Failure, t } from '../../../kit/index.ts';
import { useTakeFile } from './use-take-file.ts';

export interface TakeForRealProps {
  readonly file: File;
  readonly profile: string;
  /** The mapping on the bench is the saved one. */
  readonly isSaved: boolean;
}

/** The way from a try to the record: only by a profile that is saved as it stands here. */
export function TakeForReal({ file, profile, isSaved }: TakeForRealProps) {
  const [receipt, setReceipt] = useState<string | undefined>(undefined);
  const take = useTakeFile(setReceipt);
  return (
    <div className="import-take">
      <div className="button-row">
        <Button
          disabled={!isSaved || take.busy}
          reason={t('imports.take_unsaved')}
          onPress={() => take.take(file, profile)}
        >
          {t('imports.take_this')}
        </Button>
        {receipt !== undefined && <a href="#/devices/imports/received">{t('imports.see_received')}</a>}
      </div>
      {take.failure !== undefined && <Failure failure={take.failure} />}
    </div>
  );
}
