import { useState } from 'react';
import { type StationClient, useCommand, useQuery } from '../../../client/index.ts';
import {
  Button,
  Checkbox,
  type Column,
  Failure,
  Form,
  formatDateTimeShort,
  notify,
  PageHeader,
  Select,
  SidePanel,
  Split,
  StateMark,
  t,
  Table,
  TextField,
  textOr,
  useForm,
  useLanguage,
} from '../../../kit/index.ts';
import { SettingsSections } from './sections.tsx';

type Dictionary = Awaited<ReturnType<StationClient['system']['dictionaries']>>[number];
type Entry = Dictionary['entries'][number];

/** 字典: the words of choices. A value is changed as a new version or ended; old records keep the word of their time. */
export default function DictionariesScreen() {
  useLanguage();
  const [name, setName] = useState<string | null>(null);
  const [beside, setBeside] = useState<Entry | 'new' | undefined>(undefined);
  const { data, failure, again } = useQuery({
    key: ['dictionaries'],
    topics: ['dictionaries'],
    ask: (client: StationClient) => client.system.dictionaries({}),
  });
  const dictionary = data?.find((known) => known.name === name) ?? data?.[0];
  return (
    <Split
      beside={
        beside !== undefined && dictionary !== undefined ? (
          <EntryPanel
            key={`${dictionary.name} ${beside === 'new' ? '' : beside.code}`}
            dictionary={dictionary}
            entry={beside === 'new' ? undefined : beside}
            onClose={() => setBeside(undefined)}
          />
        ) : undefined
      }
    >
      <PageHeader
        title={t('settings.dictionaries')}
        actions={
          dictionary !== undefined && (
            <Button kind={beside === undefined ? 'primary' : 'quiet'} onPress={() => setBeside('new')}>
              {t('settings.add_entry')}
            </Button>
          )
        }
      />
      <SettingsSections current="/settings/dictionaries" />
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      <div className="dictionary-choice">
        <Select
          label={t('settings.dictionary')}
          options={(data ?? []).map((known) => ({
            value: known.name,
            label: dictionaryTitle(known.name),
            detail: t('settings.version_number', { version: known.version }),
          }))}
          value={dictionary?.name ?? null}
          onChange={(chosen) => {
            setName(chosen);
            setBeside(undefined);
          }}
        />
        <p className="quiet small">{t('settings.dictionary_hint')}</p>
      </div>
      <Table
        label={dictionary === undefined ? t('settings.dictionaries') : dictionaryTitle(dictionary.name)}
        columns={columns()}
        rows={dictionary?.entries ?? []}
        idOf={(row) => row.code}
        nameOf={(row) => row.zh}
        onOpen={setBeside}
        openId={beside === 'new' ? undefined : beside?.code}
        total={dictionary?.entries.length ?? 0}
        empty={data === undefined ? '' : t('settings.dictionary_empty')}
      />
    </Split>
  );
}

function dictionaryTitle(name: string): string {
  return textOr(`settings.dictionary.${name}`, name);
}

function columns(): Column<Entry>[] {
  return [
    { id: 'zh', title: t('settings.chinese'), width: 'minmax(140px, 1fr)', cell: (row) => row.zh },
    { id: 'en', title: t('settings.english'), width: 'minmax(140px, 1fr)', cell: (row) => row.en },
    {
      id: 'ended',
      title: t('common.state'),
      width: '220px',
      cell: (row) =>
        row.ended === null ? (
          <StateMark tone="neutral">{t('settings.in_use')}</StateMark>
        ) : (
          <StateMark tone="ended">
            {t('settings.ended_at', { time: formatDateTimeShort(row.ended) })}
          </StateMark>
        ),
    },
    {
      id: 'code',
      title: t('settings.code'),
      width: '180px',
      cell: (row) => <span className="fixed small quiet">{row.code}</span>,
    },
  ];
}

interface EntryValues {
  code: string;
  zh: string;
  en: string;
  ended: boolean;
}

function EntryPanel(props: {
  readonly dictionary: Dictionary;
  readonly entry: Entry | undefined;
  readonly onClose: () => void;
}) {
  const { dictionary, entry, onClose } = props;
  const form = useForm<EntryValues>({
    initial: {
      code: entry?.code ?? '',
      zh: entry?.zh ?? '',
      en: entry?.en ?? '',
      ended: (entry?.ended ?? null) !== null,
    },
    check: ({ code, zh, en }) => ({
      // Entries that came with the program may have Chinese codes (件, 部): they stay editable.
      ...(entry !== undefined || /^[A-Za-z0-9-]{1,40}$/.test(code.trim())
        ? {}
        : { code: t('settings.code_form') }),
      ...(entry === undefined && dictionary.entries.some((known) => known.code === code.trim())
        ? { code: t('settings.code_taken') }
        : {}),
      ...(zh.trim() === '' ? { zh: t('common.fill_in', { label: t('settings.chinese') }) } : {}),
      ...(en.trim() === '' ? { en: t('common.fill_in', { label: t('settings.english') }) } : {}),
    }),
  });
  const command = useCommand({
    send: (client, { code, zh, en, ended }: EntryValues, commandId) =>
      client.system.saveDictionaryEntry({
        commandId,
        dictionary: dictionary.name,
        code: code.trim(),
        zh: zh.trim(),
        en: en.trim(),
        ended,
      }),
    onDone: (_done, { zh }) => {
      notify(t('settings.entry_saved', { name: zh }));
      onClose();
    },
    failures: 'inline',
  });
  const title = entry === undefined ? t('settings.add_entry') : entry.zh;
  return (
    <SidePanel title={title} onClose={onClose} subject={entry?.code ?? 'new'}>
      <p className="small quiet">{t('settings.entry_hint')}</p>
      <Form
        form={form}
        onSend={command.run}
        sendLabel={t('settings.save_entry')}
        busy={command.busy}
        failure={command.failure !== undefined && <Failure failure={command.failure} />}
        actions={<Button onPress={onClose}>{t('common.cancel')}</Button>}
      >
        <TextField label={t('settings.chinese')} required maxLength={120} {...form.field('zh')} />
        <TextField label={t('settings.english')} required maxLength={120} {...form.field('en')} />
        <TextField
          label={t('settings.code')}
          required
          maxLength={60}
          disabled={entry !== undefined}
          hint={t('settings.code_hint')}
          {...form.field('code')}
        />
        {entry !== undefined && (
          <Checkbox value={form.values.ended} onChange={(ended) => form.set('ended', ended)}>
            {t('settings.end_entry')}
          </Checkbox>
        )}
      </Form>
    </SidePanel>
  );
}
