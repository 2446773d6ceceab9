import { useRef } from 'react';
import type { ImportProfile } from '../../../../main/contract/imports.ts';
import { Menu, notifyFailure, t } from '../../../kit/index.ts';
import { saveAsFile } from '../parts-items/csv.ts';
import { profileFileText, readProfileFile } from './profile-file.ts';

/** Hands a profile to the browser as a file for the next station. */
export function exportProfile(profile: ImportProfile): void {
  saveAsFile('import-profile.json', profileFileText(profile), 'application/json');
}

export interface ProfileMenuProps {
  /** What lies on the bench; undefined = nothing to export. */
  readonly current: ImportProfile | undefined;
  readonly onImport: (profile: ImportProfile) => void;
}

/** Export and import of one profile as a file. */
export function ProfileMenu({ current, onImport }: ProfileMenuProps) {
  const picker = useRef<HTMLInputElement>(null);
  async function take(file: File): Promise<void> {
    const profile = readProfileFile(await file.text());
    if (profile === undefined) notifyFailure({ code: 'imports.not_a_profile', detail: { file: file.name } });
    else onImport(profile);
  }
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept="application/json,.json"
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) void take(file);
          event.currentTarget.value = '';
        }}
      />
      <Menu
        lines={[
          {
            id: 'import',
            title: t('imports.profile_import'),
            onChoose: () => picker.current?.click(),
          },
          ...(current === undefined
            ? []
            : [
                {
                  id: 'export',
                  title: t('imports.profile_export'),
                  onChoose: () => exportProfile(current),
                },
              ]),
        ]}
      >
        {t('imports.profiles_file')}
      </Menu>
    </>
  );
}
