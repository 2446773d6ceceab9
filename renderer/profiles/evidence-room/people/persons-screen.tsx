import { useState } from 'react';
import { useLocation } from 'wouter';
import { type Role, roles } from '../../../../main/contract/identity.ts';
import { useCommand, usePages } from '../../../client/index.ts';
import {
  Button,
  type Column,
  Failure,
  Form,
  notify,
  PageHeader,
  QueryRow,
  Select,
  SidePanel,
  Split,
  StateMark,
  t,
  Table,
  TextField,
  useForm,
  useLanguage,
  useNow,
} from '../../../kit/index.ts';
import { useMay, useSessionInfo } from '../../../shell/session-context.ts';
import { paths } from '../paths.ts';
import { SettingsSections } from '../settings/sections.tsx';
import { type Person, postsInForce } from './people-words.ts';
import { unitOptions, useDepartments, useUnits } from './use-units.ts';

interface Question {
  readonly words: string;
  readonly unit: string | null;
  readonly role: Role | null;
}
const everybody: Question = { words: '', unit: null, role: null };

/** 人员: who is who, in which posts, with which cards. */
export default function PersonsScreen() {
  useLanguage();
  const [, goTo] = useLocation();
  const manages = useMay()('identity.manage');
  const [draft, setDraft] = useState(everybody);
  const [question, setQuestion] = useState(everybody);
  const [adding, setAdding] = useState(false);
  const units = useUnits();
  const now = useNow(60_000);
  const pages = usePages<Person>({
    key: ['persons', question],
    topics: ['identity'],
    ask: (client, after, signal) =>
      client.identity.persons(
        {
          ...(question.words === '' ? {} : { words: question.words }),
          ...(question.unit === null ? {} : { unit: question.unit }),
          ...(question.role === null ? {} : { role: question.role }),
          ...(after === undefined ? {} : { after }),
        },
        { signal },
      ),
  });
  return (
    <Split beside={adding ? <AddPersonPanel onClose={() => setAdding(false)} /> : undefined}>
      <PageHeader
        title={t('people.persons')}
        actions={
          manages && (
            <Button kind={adding ? 'quiet' : 'primary'} onPress={() => setAdding(true)}>
              {t('people.add')}
            </Button>
          )
        }
      />
      <SettingsSections current="/settings/persons" />
      <QueryRow
        onQuery={() => setQuestion(draft)}
        onReset={() => {
          setDraft(everybody);
          setQuestion(everybody);
        }}
      >
        <TextField
          label={t('people.words')}
          type="search"
          placeholder={t('people.words_placeholder')}
          value={draft.words}
          onChange={(words) => {
            setDraft({ ...draft, words });
            setQuestion({ ...question, words: words.trim() });
          }}
          maxLength={60}
        />
        <Select
          label={t('people.unit')}
          placeholder={t('common.all')}
          options={unitOptions(units)}
          value={draft.unit}
          onChange={(unit) => {
            setDraft({ ...draft, unit });
            setQuestion({ ...question, unit });
          }}
        />
        <Select
          label={t('people.post')}
          placeholder={t('common.all')}
          options={roles.map((role) => ({ value: role, label: t(`identity.role.${role}`) }))}
          value={draft.role}
          onChange={(role) => {
            setDraft({ ...draft, role });
            setQuestion({ ...question, role });
          }}
        />
      </QueryRow>
      {pages.failure !== undefined && <Failure failure={pages.failure} onRetry={pages.again} />}
      <Table
        label={t('people.persons')}
        columns={columns(now)}
        rows={pages.rows}
        idOf={(row) => row.id}
        nameOf={(row) => row.name}
        onOpen={(row) => goTo(paths.person(row.id))}
        loadMore={pages.loadMore}
        empty={pages.answered ? t('people.empty') : ''}
      />
    </Split>
  );
}

function columns(now: number): Column<Person>[] {
  return [
    { id: 'name', title: t('people.name'), width: '140px', cell: (row) => row.name },
    { id: 'badge', title: t('people.badge_number'), width: '110px', cell: (row) => row.badgeNumber },
    {
      id: 'posts',
      title: t('people.posts'),
      width: 'minmax(190px, 1.4fr)',
      cell: (row) =>
        postsInForce(row.posts, now)
          .map((role) => t(`identity.role.${role}`))
          .join('、'),
    },
    { id: 'unit', title: t('people.unit'), width: 'minmax(160px, 1fr)', cell: (row) => row.unitName },
    {
      id: 'department',
      title: t('people.department'),
      width: 'minmax(120px, 0.8fr)',
      cell: (row) => row.departmentName ?? '',
    },
    {
      id: 'cards',
      title: t('people.cards'),
      width: '80px',
      align: 'end',
      cell: (row) => row.cards.filter(({ validUntil }) => validUntil === null).length,
    },
    { id: 'account', title: t('shell.account'), width: '120px', cell: (row) => row.account ?? '' },
    { id: 'state', title: t('common.state'), width: '120px', cell: (row) => <PersonMark person={row} /> },
  ];
}

export function PersonMark({ person }: { readonly person: Person }) {
  if (person.left !== null) return <StateMark tone="ended">{t('people.left')}</StateMark>;
  if (person.accountState === 'locked')
    return <StateMark tone="fault">{t('people.account_locked')}</StateMark>;
  return <StateMark tone="neutral">{t('people.present')}</StateMark>;
}

interface Values {
  name: string;
  badgeNumber: string;
  unit: string | null;
  department: string | null;
}

function AddPersonPanel({ onClose }: { readonly onClose: () => void }) {
  const [, goTo] = useLocation();
  const { session } = useSessionInfo();
  const units = useUnits();
  const departments = useDepartments();
  const form = useForm<Values>({
    initial: { name: '', badgeNumber: '', unit: session.post.unit, department: null },
    draft: 'person-new',
    check: ({ name, badgeNumber, unit }) => ({
      ...(name.trim() === '' ? { name: t('common.fill_in', { label: t('people.name') }) } : {}),
      ...(badgeNumber.trim() === ''
        ? { badgeNumber: t('common.fill_in', { label: t('people.badge_number') }) }
        : {}),
      ...(unit === null ? { unit: t('common.fill_in', { label: t('people.unit') }) } : {}),
    }),
  });
  const command = useCommand({
    send: (client, { name, badgeNumber, unit, department }: Values, commandId) =>
      client.identity.addPerson({
        commandId,
        name: name.trim(),
        badgeNumber: badgeNumber.trim(),
        unit: unit ?? '',
        department,
      }),
    onDone: ({ id }, { name }) => {
      form.reset();
      notify(t('people.added', { name }));
      goTo(paths.person(id));
    },
    failures: 'inline',
  });
  const ofUnit = departments.filter(({ unit, ended }) => unit === form.values.unit && ended === null);
  return (
    <SidePanel title={t('people.add')} onClose={onClose} subject="new">
      <Form
        form={form}
        onSend={command.run}
        sendLabel={t('people.add_act')}
        busy={command.busy}
        failure={command.failure !== undefined && <Failure failure={command.failure} />}
        actions={<Button onPress={onClose}>{t('common.cancel')}</Button>}
      >
        <TextField label={t('people.name')} required maxLength={120} {...form.field('name')} />
        <TextField label={t('people.badge_number')} required maxLength={40} {...form.field('badgeNumber')} />
        <Select
          label={t('people.unit')}
          required
          options={unitOptions(units)}
          {...form.field('unit')}
          onChange={(unit) => {
            form.set('unit', unit);
            form.set('department', null);
          }}
        />
        {ofUnit.length > 0 && (
          <Select
            label={t('people.department')}
            options={ofUnit.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.field('department')}
          />
        )}
        <p className="small quiet">{t('people.add_hint')}</p>
      </Form>
    </SidePanel>
  );
}
