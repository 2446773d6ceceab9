import type { Startup } from '../../../../main/contract/system.ts';
import { type StationClient, useCommand, useQuery } from '../../../client/index.ts';
import {
  Checkbox,
  Failure,
  Form,
  KeyValue,
  notify,
  NumberField,
  PageHeader,
  RadioGroup,
  t,
  useForm,
  useLanguage,
} from '../../../kit/index.ts';
import { useSessionInfo } from '../../../shell/session-context.ts';
import { SettingsSections } from './sections.tsx';

type Settings = Startup['settings'];

/** What each number may be (main/contract/system.ts, `settings`). */
const limits = {
  idleLockMinutes: { minimum: 1, maximum: 120 },
  releaseMinutes: { minimum: 5, maximum: 240 },
  sirenSeconds: { minimum: 5, maximum: 180 },
  weightTolerancePercent: { minimum: 0, maximum: 20 },
} as const;

/** 本站设置: what holds for everybody at this station; each change is on record. */
export default function StationSettingsScreen() {
  useLanguage();
  const { startup } = useSessionInfo();
  const { data, failure, again } = useQuery({
    key: ['settings'],
    topics: ['settings'],
    ask: (client: StationClient) => client.system.settings({}),
  });
  return (
    <>
      <PageHeader title={t('settings.station')} />
      <SettingsSections current="/settings/station" />
      <div className="page-scroll">
        {failure !== undefined && <Failure failure={failure} onRetry={again} />}
        <div className="settings-columns">
          <section className="page-section">
            <h2>{t('settings.rules')}</h2>
            {data !== undefined && <SettingsForm key={JSON.stringify(data)} settings={data} />}
          </section>
          <section className="page-section">
            <h2>{t('settings.about')}</h2>
            <KeyValue
              items={[
                { label: t('setup.station_name'), value: startup.station.name },
                { label: t('settings.room'), value: startup.station.room },
                { label: t('people.unit'), value: startup.station.unitName },
                { label: t('people.unit_code'), value: startup.station.unit },
                {
                  label: t('settings.station_id'),
                  value: <span className="fixed">{startup.station.id}</span>,
                },
                { label: t('settings.version'), value: startup.version },
              ]}
            />
            <p className="small quiet">{t('settings.about_hint')}</p>
          </section>
        </div>
      </div>
    </>
  );
}

interface Values {
  language: Settings['language'];
  idleLockMinutes: number | null;
  releaseMinutes: number | null;
  sirenSeconds: number | null;
  closeDoorOnAlarm: boolean;
  categoryList: Settings['categoryList'];
  weightTolerancePercent: number | null;
}

function check(values: Values) {
  return Object.fromEntries(
    (Object.keys(limits) as (keyof typeof limits)[]).flatMap((name) => {
      const { minimum, maximum } = limits[name];
      const value = values[name];
      return value !== null && value >= minimum && value <= maximum
        ? []
        : [[name, t('settings.out_of_range', { label: t(`settings.${name}`), minimum, maximum })]];
    }),
  );
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const form = useForm<Values>({ initial: settings, check });
  const command = useCommand({
    send: (client, values: Values, commandId) =>
      client.system.saveSettings({
        commandId,
        settings: {
          ...values,
          idleLockMinutes: values.idleLockMinutes ?? settings.idleLockMinutes,
          releaseMinutes: values.releaseMinutes ?? settings.releaseMinutes,
          sirenSeconds: values.sirenSeconds ?? settings.sirenSeconds,
          weightTolerancePercent: values.weightTolerancePercent ?? settings.weightTolerancePercent,
        },
      }),
    onDone: () => notify(t('settings.saved')),
    failures: 'inline',
  });
  const number = (name: keyof typeof limits) => ({
    label: t(`settings.${name}`),
    required: true,
    ...limits[name],
    ...form.field(name),
  });
  return (
    <Form
      form={form}
      onSend={command.run}
      sendLabel={t('settings.save')}
      busy={command.busy}
      failure={command.failure !== undefined && <Failure failure={command.failure} />}
    >
      <NumberField
        {...number('idleLockMinutes')}
        unit={t('settings.minutes')}
        hint={t('settings.idleLockMinutes_hint')}
      />
      <NumberField
        {...number('releaseMinutes')}
        unit={t('settings.minutes')}
        hint={t('settings.releaseMinutes_hint')}
      />
      <NumberField
        {...number('sirenSeconds')}
        unit={t('settings.seconds')}
        hint={t('settings.sirenSeconds_hint')}
      />
      <Checkbox
        value={form.values.closeDoorOnAlarm}
        onChange={(value) => form.set('closeDoorOnAlarm', value)}
      >
        {t('settings.closeDoorOnAlarm')}
      </Checkbox>
      <NumberField
        {...number('weightTolerancePercent')}
        decimals={1}
        step={0.5}
        unit="%"
        hint={t('settings.weightTolerancePercent_hint')}
      />
      <RadioGroup
        label={t('settings.categoryList')}
        options={(['property', 'scene'] as const).map((value) => ({
          value,
          label: t(`settings.categoryList.${value}`),
        }))}
        value={form.values.categoryList}
        onChange={(value) => value !== null && form.set('categoryList', value)}
      />
      <RadioGroup
        label={t('settings.station_language')}
        hint={t('settings.station_language_hint')}
        orientation="horizontal"
        options={[
          { value: 'zh-CN', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        value={form.values.language}
        onChange={(value) => value !== null && form.set('language', value)}
      />
    </Form>
  );
}
