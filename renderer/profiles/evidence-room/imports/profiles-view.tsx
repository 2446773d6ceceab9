import { useState } from 'react';
import { useCommand } from '../../../client/index.ts';
import {
  Button,
  type Column,
  ConfirmDialog,
  formatDateTimeShort,
  notify,
  SidePanel,
  t,
  Table,
  TextField,
  textOr,
  KeyValue,
} from '../../../kit/index.ts';
import { unitWords } from '../parts-operations/unit-words.ts';
import type { SavedProfile } from './use-workbench.ts';

/** 已存方案: the newest version of each that is in use. */
export function ProfilesView(props: {
  readonly profiles: readonly SavedProfile[] | undefined;
  readonly openId: string | undefined;
  readonly onOpen: (profile: SavedProfile) => void;
}) {
  const { profiles, openId, onOpen } = props;
  return (
    <Table
      label={t('imports.view.profiles')}
      columns={columns()}
      rows={profiles ?? []}
      idOf={(row) => row.id}
      nameOf={(row) => row.name}
      onOpen={onOpen}
      openId={openId}
      total={profiles?.length ?? 0}
      empty={profiles === undefined ? '' : t('imports.profiles_empty')}
    />
  );
}

function columns(): Column<SavedProfile>[] {
  return [
    { id: 'name', title: t('imports.profile'), width: '260px', cell: (row) => row.name },
    {
      id: 'form',
      title: t('imports.form'),
      width: '160px',
      cell: (row) => t(`imports.form.${row.mapping.form}`),
    },
    {
      id: 'version',
      title: t('imports.version'),
      width: '110px',
      cell: (row) => t('imports.version_number', { version: row.version }),
    },
    {
      id: 'saved',
      title: t('imports.saved_at'),
      width: '170px',
      cell: (row) => formatDateTimeShort(row.savedAt),
    },
    { id: 'by', title: t('imports.saved_by'), width: 'minmax(120px, 1fr)', cell: (row) => row.savedBy },
  ];
}

export interface ProfilePanelProps {
  readonly profile: SavedProfile;
  readonly onUse: () => void;
  readonly onExport: () => void;
  readonly onEnded: () => void;
  readonly onClose: () => void;
}

/** One saved profile: what it maps, and what can be done with it. */
export function ProfilePanel({ profile, onUse, onExport, onEnded, onClose }: ProfilePanelProps) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const end = useCommand({
    send: (client, input: { readonly id: string; readonly reason: string }, commandId) =>
      client.imports.removeProfile({ commandId, ...input }),
    onDone: () => {
      notify(t('imports.ended', { name: profile.name }));
      setAsking(false);
      onEnded();
    },
  });
  return (
    <SidePanel
      title={profile.name}
      subject={profile.id}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onUse}>{t('imports.use')}</Button>
          <Button onPress={onExport}>{t('common.export')}</Button>
          <Button kind="plain" onPress={() => setAsking(true)}>
            {t('imports.end')}
          </Button>
        </>
      }
    >
      <KeyValue
        items={[
          { label: t('imports.form'), value: t(`imports.form.${profile.mapping.form}`) },
          { label: t('imports.version'), value: t('imports.version_number', { version: profile.version }) },
          { label: t('imports.saved_at'), value: formatDateTimeShort(profile.savedAt) },
          { label: t('imports.saved_by'), value: profile.savedBy },
          ...profile.mapping.values.map(({ code, name, unit, from, to }) => ({
            label: code,
            value: `${textOr(`devices.value.${name}`, name)}，${t('imports.range', { from, to })} ${unitWords(unit)}`,
          })),
        ]}
      />
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('imports.end_title', { name: profile.name })}
        act={t('imports.end')}
        busy={end.busy}
        reason={reason.trim() === '' ? t('common.fill_in', { label: t('imports.end_reason') }) : undefined}
        onConfirm={() => end.run({ id: profile.id, reason: reason.trim() })}
      >
        <p>{t('imports.end_words')}</p>
        <TextField
          label={t('imports.end_reason')}
          required
          value={reason}
          onChange={setReason}
          maxLength={200}
        />
      </ConfirmDialog>
    </SidePanel>
  );
}
