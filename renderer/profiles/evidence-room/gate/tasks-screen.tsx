import { useState } from 'react';
import { type StationClient, useCommand, useQuery } from '../../../client/index.ts';
import {
  Button,
  EmptyState,
  Failure,
  formatDateTime,
  notify,
  PageHeader,
  RadioGroup,
  SidePanel,
  Split,
  StateMark,
  t,
  TextField,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import { GateLinks } from './gate-links.tsx';
import type { Task } from './gate-words.ts';
import { PassageFrames, PassageItems } from './passage-parts.tsx';
import { PassageReplaySection } from './passage-replay.tsx';

/** 待核实: what the door could not decide by itself; a person looks at the pictures and says what happened. */
export default function TasksScreen() {
  useLanguage();
  const [open, setOpen] = useState<Task | undefined>(undefined);
  const {
    data: tasks,
    failure,
    again,
  } = useQuery({
    key: ['gate-tasks'],
    topics: ['tasks'],
    ask: (client: StationClient) => client.evidence.tasks({}),
  });
  return (
    <Split
      beside={
        open === undefined ? undefined : (
          <TaskPanel key={open.id} task={open} onClose={() => setOpen(undefined)} />
        )
      }
    >
      <PageHeader title={t('gate.tasks')} actions={<GateLinks />} />
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {tasks?.length === 0 && <EmptyState>{t('gate.tasks_empty')}</EmptyState>}
      <ul className="line-list scroll-list">
        {(tasks ?? []).map((task) => (
          <li key={task.id} data-open={task.id === open?.id}>
            <StateMark tone={task.kind === 'contradiction' ? 'fault' : 'partly'}>
              {t(`gate.task.${task.kind}`)}
            </StateMark>
            <span>
              {task.items.map((item) => item.name).join('、') || task.title}
              <span className="small quiet block">
                {formatDateTime(task.at)} · {task.title}
              </span>
            </span>
            <Button
              onPress={() => setOpen(task)}
              label={t('gate.settle_label', { name: task.items[0]?.name ?? task.title })}
            >
              {t('gate.settle')}
            </Button>
          </li>
        ))}
      </ul>
    </Split>
  );
}

const findings = ['went-out', 'came-in', 'did-not-pass'] as const;

function TaskPanel({ task, onClose }: { readonly task: Task; readonly onClose: () => void }) {
  const may = useMay();
  const [finding, setFinding] = useState<(typeof findings)[number] | null>(null);
  const [note, setNote] = useState('');
  const { data: passage } = useQuery({
    key: ['passage', task.passage],
    topics: ['passages'],
    ask: (client) => client.evidence.passage({ id: task.passage ?? '' }),
    enabled: task.passage !== null,
  });
  const command = useCommand({
    send: (client, input: { finding: (typeof findings)[number]; note: string }, commandId) =>
      client.evidence.settleTask({ commandId, id: task.id, ...input }),
    onDone: () => {
      notify(t('gate.settled'));
      onClose();
    },
    failures: 'inline',
  });
  const forbidden = !may('gate.settle');
  return (
    <SidePanel title={t(`gate.task.${task.kind}`)} onClose={onClose} subject={task.id}>
      <p>{t(`gate.task_explain.${task.kind}`)}</p>
      {passage !== undefined && task.passage === passage.id && (
        <>
          <PassageReplaySection passage={passage} />
          <PassageFrames passage={passage} />
          <PassageItems
            items={passage.items.filter((item) => task.items.some((named) => named.item === item.item))}
          />
        </>
      )}
      {task.kind === 'uncertain-passage' && passage?.recorded === true && (
        <p className="small quiet">{t('gate.settle_teaches')}</p>
      )}
      <RadioGroup
        label={t('gate.what_happened')}
        value={finding}
        onChange={setFinding}
        disabled={forbidden}
        options={findings.map((value) => ({ value, label: t(`gate.finding.${value}`) }))}
      />
      <TextField
        label={t('gate.note')}
        value={note}
        onChange={setNote}
        lines={2}
        maxLength={1000}
        disabled={forbidden}
      />
      {command.failure !== undefined && <Failure failure={command.failure} />}
      <div className="button-row">
        <Button
          kind="primary"
          disabled={finding === null || command.busy || forbidden}
          reason={t(forbidden ? 'gate.settle_not_permitted' : 'gate.finding_missing')}
          onPress={() => finding !== null && command.run({ finding, note: note.trim() })}
        >
          {t('gate.settle_act')}
        </Button>
      </div>
    </SidePanel>
  );
}
