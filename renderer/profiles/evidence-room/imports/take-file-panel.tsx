import { useRef, useState } from 'react';
import { largestChosenFileBytes } from '../../../../main/contract/imports-received.ts';
import { type StationClient, useQuery } from '../../../client/index.ts';
import { Button, EmptyState, Failure, Select, SidePanel, t } from '../../../kit/index.ts';
import { useTakeFile } from './use-take-file.ts';

export interface TakeFilePanelProps {
  readonly onTaken: (id: string) => void;
  readonly onClose: () => void;
}

/** A file chosen on screen, taken for real by a saved profile. */
export function TakeFilePanel({ onTaken, onClose }: TakeFilePanelProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [profile, setProfile] = useState<string | null>(null);
  const { data: profiles } = useQuery({
    key: ['import-profiles'],
    topics: [],
    ask: (client: StationClient) => client.imports.profiles({}),
  });
  const take = useTakeFile(onTaken);
  const options = profiles?.map(({ id, name, version }) => ({
    value: id,
    label: name,
    detail: t('imports.version_number', { version }),
  }));
  const chosen = profile ?? (options?.length === 1 ? (options[0]?.value ?? null) : null);
  return (
    <SidePanel title={t('imports.take_file')} subject="take" onClose={onClose}>
      {options?.length === 0 ? (
        <EmptyState>{t('imports.take_no_profile')}</EmptyState>
      ) : (
        <div className="form">
          <p>{t('imports.take_words')}</p>
          <Select
            label={t('imports.profile')}
            required
            value={chosen}
            onChange={setProfile}
            options={options ?? []}
          />
          <input
            ref={chooser}
            type="file"
            hidden
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file !== undefined && chosen !== null) take.take(file, chosen);
              event.currentTarget.value = '';
            }}
          />
          <p className="small quiet">
            {t('imports.take_limit', { megabytes: largestChosenFileBytes / 1024 / 1024 })}
          </p>
          {take.failure !== undefined && <Failure failure={take.failure} />}
          <div className="button-row">
            <Button
              kind="primary"
              disabled={chosen === null || take.busy}
              onPress={() => chooser.current?.click()}
            >
              {t('imports.take_choose')}
            </Button>
          </div>
        </div>
      )}
    </SidePanel>
  );
}
