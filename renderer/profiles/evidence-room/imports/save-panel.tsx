import type { ImportMappingForm } from '../../../../main/contract/imports.ts';
import { useCommand } from '../../../client/index.ts';
import { Failure, Form, notify, SidePanel, t, TextField, useForm } from '../../../kit/index.ts';
import type { Draft } from './use-workbench.ts';

export interface SavePanelProps {
  readonly draft: Draft;
  readonly mapping: ImportMappingForm;
  readonly onSaved: (draft: Draft) => void;
  readonly onClose: () => void;
}

/** Keeps the mapping under a name. Each save is a version; nothing of the file goes into it. */
export function SavePanel({ draft, mapping, onSaved, onClose }: SavePanelProps) {
  const form = useForm<{ name: string }>({
    initial: { name: draft.name },
    check: ({ name }) =>
      name.trim() === '' ? { name: t('common.fill_in', { label: t('imports.name') }) } : {},
  });
  const save = useCommand({
    send: (client, { name }: { name: string }, commandId) =>
      client.imports.saveProfile({
        commandId,
        profile: { id: draft.id, name: name.trim(), mapping },
        base: draft.base,
      }),
    onDone: ({ version }, { name }) => {
      notify(t('imports.saved', { name: name.trim(), version }));
      onSaved({ id: draft.id, name: name.trim(), base: version });
    },
    failures: 'inline',
  });
  return (
    <SidePanel title={t('imports.save_title')} subject="save" onClose={onClose}>
      <p>
        {draft.base === 0 ? t('imports.save_first') : t('imports.save_next', { version: draft.base + 1 })}
      </p>
      <Form
        form={form}
        label={t('imports.save_title')}
        onSend={save.run}
        sendLabel={t('imports.save')}
        busy={save.busy}
        failure={save.failure !== undefined && <Failure failure={save.failure} />}
      >
        <TextField
          label={t('imports.name')}
          hint={t('imports.name_hint')}
          required
          maxLength={120}
          {...form.field('name')}
        />
      </Form>
    </SidePanel>
  );
}
