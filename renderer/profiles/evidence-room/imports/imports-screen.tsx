import { useState } from 'react';
import { type StationClient, useQuery } from '../../../client/index.ts';
import {
  Breadcrumb,
  Button,
  EmptyState,
  Failure,
  notify,
  PageHeader,
  Split,
  t,
  textOr,
  useLanguage,
} from '../../../kit/index.ts';
import { ViewSwitch } from '../parts-operations/view-switch.tsx';
import { ImportPages } from './import-pages.tsx';
import { TakeForReal } from './take-for-real.tsx';
import { ClosedList } from './closed-list.tsx';
import { FieldPanel } from './field-panel.tsx';
import { FieldsView } from './fields-view.tsx';
import { FileLine } from './file-line.tsx';
import { mappingProblems, mappingRows } from './mapping-edit.ts';
import { PreviewView } from './preview-view.tsx';
import { exportProfile, ProfileMenu } from './profile-menu.tsx';
import { ProfilePanel, ProfilesView } from './profiles-view.tsx';
import { SavePanel } from './save-panel.tsx';
import { useWorkbench } from './use-workbench.ts';

const views = ['fields', 'preview', 'profiles', 'closed'] as const;
type View = (typeof views)[number];
type Beside =
  | { readonly kind: 'field'; readonly code: string }
  | { readonly kind: 'profile'; readonly id: string }
  | { readonly kind: 'save' };

/** 文件导入: a bench on which the mapping for a closed instrument is set up, tried on a file, and kept as a profile. */
export default function ImportsScreen() {
  useLanguage();
  const bench = useWorkbench();
  const { file, mapping, draft, fits, preview } = bench;
  const [view, setView] = useState<View>('closed');
  const [beside, setBeside] = useState<Beside | undefined>(undefined);
  const close = (): void => setBeside(undefined);
  const { data: choices } = useQuery({
    key: ['import-choices'],
    topics: [],
    ask: (client: StationClient) => client.imports.choices({}),
  });
  const { data: profiles, failure } = useQuery({
    key: ['import-profiles'],
    topics: [],
    ask: (client: StationClient) => client.imports.profiles({}),
  });
  const problems = mapping === undefined ? [] : mappingProblems(mapping);
  const rows =
    file === undefined || mapping === undefined || !fits ? [] : mappingRows(file.look.fields, mapping);
  const row = beside?.kind === 'field' ? rows.find(({ code }) => code === beside.code) : undefined;
  const profile = beside?.kind === 'profile' ? profiles?.find(({ id }) => id === beside.id) : undefined;
  return (
    <Split
      beside={
        row !== undefined && mapping !== undefined ? (
          <FieldPanel
            key={row.code}
            row={row}
            mapping={mapping}
            names={choices?.names ?? []}
            onChange={bench.change}
            onClose={close}
          />
        ) : profile !== undefined ? (
          <ProfilePanel
            key={profile.id}
            profile={profile}
            onUse={() => {
              bench.take(profile, profile.version);
              setView('fields');
              close();
            }}
            onExport={() => exportProfile(profile)}
            onEnded={() => {
              if (draft.id === profile.id) bench.forget();
              close();
            }}
            onClose={close}
          />
        ) : beside?.kind === 'save' && mapping !== undefined ? (
          <SavePanel
            draft={draft}
            mapping={mapping}
            onSaved={(saved) => {
              bench.saved(saved);
              close();
            }}
            onClose={close}
          />
        ) : undefined
      }
    >
      <PageHeader
        title={t('imports.title')}
        path={
          <Breadcrumb
            steps={[{ title: t('devices.title'), to: '/devices' }, { title: t('imports.title') }]}
          />
        }
        actions={
          <>
            <ProfileMenu
              current={
                mapping === undefined
                  ? undefined
                  : { ...draft, name: draft.name || t('imports.title'), mapping }
              }
              onImport={(read) => {
                const known = profiles?.find(({ id }) => id === read.id);
                bench.take(read, known?.version ?? 0);
                setView('fields');
                notify(t('imports.loaded', { name: read.name }));
              }}
            />
            {mapping !== undefined && (
              <Button
                kind={beside === undefined && file !== undefined ? 'primary' : 'quiet'}
                disabled={problems.length > 0}
                reason={problemWords(problems)}
                onPress={() => setBeside({ kind: 'save' })}
              >
                {t('imports.save')}
              </Button>
            )}
          </>
        }
        {...(draft.base === 0
          ? {}
          : {
              facts: [
                {
                  label: t('imports.profile'),
                  value: `${draft.name} · ${t('imports.version_number', { version: draft.base })}`,
                },
              ],
            })}
      />
      <ImportPages current="/devices/imports" />
      <p className="plain-note import-note">{t('imports.note')}</p>
      <FileLine
        file={file}
        busy={bench.busy}
        onFile={(chosen) =>
          void bench.open(chosen).then((isOpen) => {
            if (!isOpen) return;
            setView('fields');
            close();
          })
        }
      />
      {failure !== undefined && <Failure failure={failure} />}
      <ViewSwitch
        label={t('imports.view')}
        chosen={view}
        onChoose={(chosen) => {
          setView(chosen);
          close();
        }}
        views={views.map((id) => ({
          id,
          title: t(`imports.view.${id}`),
          ...(id === 'profiles' ? { count: profiles?.length ?? 0 } : {}),
          ...(id === 'preview' ? { count: preview?.refused ?? 0 } : {}),
        }))}
      />
      {view === 'closed' ? (
        <div className="page-scroll">{choices !== undefined && <ClosedList closed={choices.closed} />}</div>
      ) : view === 'profiles' ? (
        <ProfilesView
          profiles={profiles}
          openId={profile?.id}
          onOpen={({ id }) => setBeside({ kind: 'profile', id })}
        />
      ) : file === undefined ? (
        <EmptyState>{t('imports.no_file')}</EmptyState>
      ) : !fits || mapping === undefined ? (
        <EmptyState>
          {file.look.mapping === null
            ? textOr(`imports.form_why.${file.look.form}`, file.look.form)
            : t('imports.other_form', { form: t(`imports.form.${mapping?.form ?? 'csv'}`) })}
        </EmptyState>
      ) : view === 'fields' ? (
        <>
          {problems.length > 0 && (
            <p className="small" role="status">
              {problemWords(problems)}
            </p>
          )}
          <FieldsView
            look={file.look}
            mapping={mapping}
            onChange={bench.change}
            openCode={row?.code}
            onOpen={({ code }) => setBeside({ kind: 'field', code })}
          />
        </>
      ) : (
        <>
          {bench.previewFailure !== undefined && <Failure failure={bench.previewFailure} />}
          {preview !== undefined && (
            <>
              <TakeForReal key={file.key} file={file.file} profile={draft.id} isSaved={bench.isSaved} />
              <PreviewView preview={preview} />
            </>
          )}
        </>
      )}
    </Split>
  );
}

function problemWords(problems: readonly ReturnType<typeof mappingProblems>[number][]): string {
  return t('imports.problems', {
    list: problems.map((problem) => t(`imports.problem.${problem}`)).join(t('imports.list_mark')),
  });
}
