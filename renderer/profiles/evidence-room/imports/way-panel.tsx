import { useState } from 'react';
import type { ImportWay, ImportWayView } from '../../../../main/contract/imports-received.ts';
import { useCommand } from '../../../client/index.ts';
import {
  Button,
  Failure,
  Form,
  notify,
  NumberField,
  type Problems,
  RadioGroup,
  Select,
  SidePanel,
  Switch,
  t,
  TextField,
  useForm,
} from '../../../kit/index.ts';
import { ActPanel } from '../parts-operations/act-panel.tsx';
import { wayReason } from './received-words.ts';
import type { SavedProfile } from './use-workbench.ts';
import { usualEndings, valuesOfWay, wayOfValues, wayProblems, type WayValues } from './way-values.ts';

export interface WayPanelProps {
  /** Undefined = a new one. */
  readonly view: ImportWayView | undefined;
  readonly profiles: readonly SavedProfile[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** One way in: what it watches or listens on, and by which profile its files are read. */
export function WayPanel({ view, profiles, onDone, onClose }: WayPanelProps) {
  const [id] = useState(() => view?.way.id ?? `way-${crypto.randomUUID().slice(0, 8)}`);
  const [removing, setRemoving] = useState(false);
  const form = useForm<WayValues>({ initial: valuesOfWay(view?.way), check: problemWords });
  const { values } = form;
  const save = useCommand({
    send: (client, way: ImportWay, commandId) => client.imports.saveWay({ commandId, way }),
    onDone: (_done, way) => {
      notify(t('imports.way_saved', { name: way.title }));
      onDone();
    },
    failures: 'inline',
  });
  if (removing && view !== undefined)
    return <RemoveWay way={view.way} onDone={onDone} onClose={() => setRemoving(false)} />;
  const isFolder = values.kind === 'folder';
  const fitting = profiles.filter(({ mapping }) => isFolder || mapping.form === 'hl7');
  return (
    <SidePanel
      title={view?.way.title ?? t('imports.way_add')}
      subject={id}
      onClose={onClose}
      actions={
        view === undefined ? undefined : (
          <Button kind="plain" onPress={() => setRemoving(true)}>
            {t('imports.way_remove')}
          </Button>
        )
      }
    >
      {view !== undefined && view.reason !== null && <p className="plain-note">{wayReason(view.reason)}</p>}
      <Form
        form={form}
        label={t('imports.way')}
        sendLabel={t('imports.way_save')}
        busy={save.busy}
        failure={save.failure !== undefined && <Failure failure={save.failure} />}
        onSend={() => {
          const way = wayOfValues(id, values);
          if (way !== undefined) save.run(way);
        }}
      >
        <RadioGroup
          label={t('imports.way_kind')}
          value={values.kind}
          onChange={(kind) => form.set('kind', kind ?? 'folder')}
          options={[
            { value: 'folder', label: t('imports.way.folder') },
            { value: 'mllp', label: t('imports.way.mllp') },
          ]}
        />
        <TextField
          label={t('imports.way_title')}
          hint={t('imports.way_title_hint')}
          required
          maxLength={120}
          {...form.field('title')}
        />
        <Select
          label={t('imports.profile')}
          required
          options={fitting.map(({ id: value, name, mapping }) => ({
            value,
            label: name,
            detail: t(`imports.form.${mapping.form}`),
          }))}
          {...form.field('profile')}
          onChange={(profile) => {
            form.set('profile', profile);
            const chosen = profiles.find((known) => known.id === profile)?.mapping.form;
            if (chosen !== undefined && view === undefined) form.set('endings', usualEndings[chosen]);
          }}
        />
        {isFolder ? (
          <>
            <TextField
              label={t('imports.folder')}
              hint={t('imports.folder_hint')}
              required
              maxLength={400}
              {...form.field('folder')}
            />
            <TextField
              label={t('imports.endings')}
              hint={t('imports.endings_hint')}
              required
              maxLength={100}
              {...form.field('endings')}
            />
          </>
        ) : (
          <>
            <TextField
              label={t('imports.host')}
              hint={t('imports.host_hint')}
              required
              maxLength={100}
              {...form.field('host')}
            />
            <NumberField
              label={t('imports.port')}
              hint={t('imports.port_hint')}
              required
              minimum={1}
              maximum={65535}
              grouping={false}
              stepper={false}
              {...form.field('port')}
            />
          </>
        )}
        <Switch value={values.enabled} onChange={(enabled) => form.set('enabled', enabled)}>
          {t('imports.way_enabled')}
        </Switch>
      </Form>
    </SidePanel>
  );
}

function problemWords(values: WayValues): Problems<WayValues> {
  return Object.fromEntries(wayProblems(values).map((field) => [field, t(`imports.way_problem.${field}`)]));
}

function RemoveWay(props: {
  readonly way: ImportWay;
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const { way, onDone, onClose } = props;
  const command = useCommand({
    send: (client, reason: string, commandId) => client.imports.removeWay({ commandId, id: way.id, reason }),
    onDone: () => {
      notify(t('imports.way_removed', { name: way.title }));
      onDone();
    },
    failures: 'inline',
  });
  return (
    <ActPanel
      title={t('imports.way_remove_title', { name: way.title })}
      act={t('imports.way_remove')}
      words={t('common.reason')}
      required
      onSend={command.run}
      busy={command.busy}
      failure={command.failure}
      onClose={onClose}
    >
      <p>{t('imports.way_remove_words')}</p>
    </ActPanel>
  );
}
