import type { DriverSetting } from '../../../../main/contract/devices.ts';
import { Button, RadioGroup, Select, t, TextField } from '../../../kit/index.ts';
import { settingHint, wordsOf } from './device-words.ts';
import { type AntennaSide, settingProblem, type SettingTexts } from './settings-values.ts';

export interface SettingsFieldsProps {
  readonly form: readonly DriverSetting[];
  readonly texts: SettingTexts;
  readonly onChange: (texts: SettingTexts) => void;
  /** Problems of untouched fields show once sending was tried. */
  readonly tried: boolean;
  /** The setting that the driver refused. */
  readonly refused: string | undefined;
}

/** 设备参数, one field each; what is hardly ever changed is folded away. */
export function SettingsFields({ form, ...rest }: SettingsFieldsProps) {
  const rare = form.filter((setting) => setting.rare === true);
  const holdsProblem = rare.some(
    (setting) =>
      rest.refused === setting.name || settingProblem(setting, rest.texts[setting.name] ?? '') !== undefined,
  );
  return (
    <>
      {form
        .filter((setting) => setting.rare !== true)
        .map((setting) => (
          <SettingField key={setting.name} setting={setting} {...rest} />
        ))}
      {rare.length > 0 && (
        <details className="rare-settings" open={holdsProblem || undefined}>
          <summary>{t('devices.rare_settings', { count: rare.length })}</summary>
          <div className="form">
            {rare.map((setting) => (
              <SettingField key={setting.name} setting={setting} {...rest} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

function SettingField(props: Omit<SettingsFieldsProps, 'form'> & { readonly setting: DriverSetting }) {
  const { setting, texts, onChange, tried, refused } = props;
  const text = texts[setting.name] ?? '';
  const problem = settingProblem(setting, text);
  const error =
    refused === setting.name
      ? t('devices.setting_refused')
      : problem !== undefined && (tried || text !== '')
        ? t(`devices.setting_problem.${problem}`, {
            label: wordsOf(setting.title),
            from: setting.from ?? '',
            to: setting.to ?? '',
          })
        : undefined;
  const hint = settingHint(setting, (usual) => t('devices.usual', { value: usualWords(setting, usual) }));
  const shared = {
    label: wordsOf(setting.title),
    required: setting.required === true,
    error,
    name: `setting-${setting.name}`,
    ...(hint === undefined ? {} : { hint }),
  };
  const set = (next: string): void => onChange({ ...texts, [setting.name]: next });
  switch (setting.kind) {
    case 'choice':
      return (
        <Select
          {...shared}
          options={(setting.choices ?? []).map(({ value, title }) => ({ value, label: wordsOf(title) }))}
          value={text === '' ? null : text}
          onChange={(value) => set(value ?? '')}
        />
      );
    case 'yes-no':
      return (
        <RadioGroup
          {...shared}
          orientation="horizontal"
          options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`common.${value}`) }))}
          value={text === 'yes' || text === 'no' ? text : null}
          onChange={(value) => set(value ?? '')}
        />
      );
    case 'whole':
    case 'decimal':
    case 'whole-list':
    case 'text':
    case 'secret':
      return (
        <TextField
          {...shared}
          value={text}
          onChange={set}
          {...(setting.kind === 'secret' ? { type: 'password', autoComplete: 'new-password' } : {})}
          {...(setting.kind === 'whole' ? { inputMode: 'numeric' } : {})}
          {...(setting.unit === undefined ? {} : { unit: wordsOf(setting.unit) })}
        />
      );
  }
}

function usualWords(setting: DriverSetting, usual: string): string {
  if (setting.kind === 'yes-no') return t(usual === 'yes' ? 'common.yes' : 'common.no');
  const choice = setting.choices?.find(({ value }) => value === usual);
  return choice === undefined ? usual : wordsOf(choice.title);
}

export interface AntennaSidesProps {
  readonly sides: readonly AntennaSide[];
  readonly onChange: (sides: readonly AntennaSide[]) => void;
  readonly error: string | undefined;
}

/** 天线朝向: which side of the door each antenna looks at; direction is read from it. */
export function AntennaSides({ sides, onChange, error }: AntennaSidesProps) {
  const change = (index: number, part: Partial<AntennaSide>): void =>
    onChange(sides.map((side, at) => (at === index ? { ...side, ...part } : side)));
  const next = String(Math.max(0, ...sides.map(({ antenna }) => Number(antenna) || 0)) + 1);
  return (
    <fieldset className="antenna-rows" id="field-sides">
      <legend className="field-label">{t('devices.antenna_sides')}</legend>
      <p className="field-hint">{t('devices.antenna_sides_hint')}</p>
      {sides.map((side, index) => (
        <div className="antenna-row" key={index}>
          <TextField
            label={t('devices.antenna')}
            inputMode="numeric"
            maxLength={5}
            value={side.antenna}
            onChange={(antenna) => change(index, { antenna })}
          />
          <Select
            label={t('devices.side')}
            options={(['inside', 'outside'] as const).map((value) => ({
              value,
              label: t(`devices.side.${value}`),
            }))}
            value={side.side}
            onChange={(value) => value !== null && change(index, { side: value })}
          />
          <Button
            kind="plain"
            onPress={() => onChange(sides.filter((_, at) => at !== index))}
            label={t('devices.antenna_remove_named', { antenna: side.antenna })}
          >
            {t('devices.antenna_remove')}
          </Button>
        </div>
      ))}
      {error !== undefined && <p className="field-error">{error}</p>}
      <div className="button-row">
        <Button
          onPress={() =>
            onChange([...sides, { antenna: next, side: sides.length < 2 ? 'inside' : 'outside' }])
          }
        >
          {t('devices.antenna_add')}
        </Button>
      </div>
    </fieldset>
  );
}
