import { type StationClient, useCommand, useQuery } from '../../../client/index.ts';
import {
  Failure,
  Form,
  formatDateTime,
  KeyValue,
  language,
  notify,
  PageHeader,
  RadioGroup,
  switchLanguage,
  t,
  TextField,
  useForm,
  useLanguage,
} from '../../../kit/index.ts';
import { applyAppearance, type Theme, useAppearance } from '../../../shell/appearance.ts';
import { ChangePassword } from '../../../shell/change-password.tsx';
import { pinProblem } from '../../../shell/secret-rules.ts';
import { useSessionInfo } from '../../../shell/session-context.ts';
import { SettingsSections } from './sections.tsx';

/** 我的设置: how this computer looks, one's own password and card PIN, and as whom one works. */
export default function MySettingsScreen() {
  useLanguage();
  const { session } = useSessionInfo();
  const { data: person } = useQuery({
    key: ['person', session.person.id],
    topics: ['identity'],
    id: session.person.id,
    ask: (client: StationClient) => client.identity.person({ id: session.person.id }),
  });
  return (
    <>
      <PageHeader title={t('settings.mine')} />
      <SettingsSections current="/settings" />
      <div className="page-scroll">
        <div className="settings-columns">
          <section className="page-section">
            <h2>{t('settings.appearance')}</h2>
            <AppearanceFields />
            <h2 className="next-head">{t('settings.session')}</h2>
            <KeyValue
              items={[
                {
                  label: t('settings.person'),
                  value: `${session.person.name} ${session.person.badgeNumber}`,
                },
                { label: t('shell.account'), value: person?.account ?? '' },
                { label: t('settings.post'), value: t(`identity.role.${session.post.role}`) },
                { label: t('people.unit'), value: session.post.unitName },
                {
                  label: t('people.valid_until'),
                  value:
                    session.post.validUntil === null
                      ? t('people.no_end')
                      : formatDateTime(session.post.validUntil),
                },
                { label: t('settings.logged_in'), value: formatDateTime(session.since) },
                { label: t('settings.method'), value: t(`shell.method.${session.method}`) },
              ]}
            />
          </section>
          <section className="page-section">
            <h2>{t('shell.change_password')}</h2>
            <ChangePassword account={person?.account ?? ''} />
          </section>
          <section className="page-section">
            <h2>{t('settings.change_pin')}</h2>
            <ChangePin />
          </section>
        </div>
      </div>
    </>
  );
}

const scales = ['1', '1.25', '1.5', '1.75'] as const;
const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** 外观; belongs to the computer and takes effect at once. */
function AppearanceFields() {
  const appearance = useAppearance();
  const scale = scales.find((known) => Number(known) === appearance.textScale) ?? null;
  return (
    <div className="form">
      <RadioGroup
        label={t('settings.text_scale')}
        orientation="horizontal"
        options={scales.map((value) => ({ value, label: `${Math.round(Number(value) * 100)}%` }))}
        value={scale}
        onChange={(value) => value !== null && applyAppearance({ ...appearance, textScale: Number(value) })}
      />
      <RadioGroup
        label={t('settings.theme')}
        orientation="horizontal"
        options={themes.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
        value={appearance.theme}
        onChange={(theme) => theme !== null && applyAppearance({ ...appearance, theme })}
      />
      <RadioGroup
        label={t('settings.language')}
        orientation="horizontal"
        options={[
          { value: 'zh-CN', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
        value={language()}
        onChange={(chosen) => {
          if (chosen === null) return;
          localStorage.setItem('language', chosen);
          void switchLanguage(chosen);
        }}
      />
    </div>
  );
}

interface PinValues {
  password: string;
  pin: string;
  again: string;
}

/** 卡密码: six digits to the card, proved by the password. */
function ChangePin() {
  const form = useForm<PinValues>({
    initial: { password: '', pin: '', again: '' },
    check: ({ password, pin, again }) => {
      const problem = pinProblem(pin);
      return {
        ...(password === '' ? { password: t('common.fill_in', { label: t('shell.password') }) } : {}),
        ...(problem === undefined ? {} : { pin: t(`settings.pin_problem.${problem}`) }),
        ...(again === pin ? {} : { again: t('settings.pin_differs') }),
      };
    },
  });
  const command = useCommand({
    send: (client, { password, pin }: PinValues, commandId) =>
      client.identity.changePin({ commandId, password, pin }),
    onDone: () => {
      form.reset();
      notify(t('settings.pin_changed'));
    },
    failures: 'inline',
  });
  return (
    <Form
      form={form}
      onSend={command.run}
      sendLabel={t('settings.change_pin')}
      busy={command.busy}
      failure={command.failure !== undefined && <Failure failure={command.failure} />}
    >
      <TextField
        label={t('shell.old_password')}
        type="password"
        required
        autoComplete="current-password"
        maxLength={200}
        {...form.field('password')}
      />
      <TextField
        label={t('settings.new_pin')}
        hint={t('settings.pin_hint')}
        type="password"
        inputMode="numeric"
        required
        autoComplete="off"
        maxLength={6}
        {...form.field('pin')}
      />
      <TextField
        label={t('settings.pin_again')}
        type="password"
        inputMode="numeric"
        required
        autoComplete="off"
        maxLength={6}
        {...form.field('again')}
      />
    </Form>
  );
}
