import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useCommand } from '../client/index.ts';
import { Button, Failure, Stepper, t, TextField, useForm } from '../kit/index.ts';
import { LanguageButton } from './language-button.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';
import {
  emptySetUp,
  setUpInput,
  type SetUpProblem,
  setUpProblems,
  type SetUpStep,
  setUpStepNames,
  setUpSteps,
  type SetUpValues,
  withCountyCode,
} from './set-up-values.ts';

type SetUpForm = ReturnType<typeof useForm<SetUpValues>>;

/** 首次设置: units, station and room, first administrator; then one can log in. */
export function SetUp({ onDone }: { readonly onDone: () => void }) {
  const form = useForm<SetUpValues>({
    initial: emptySetUp,
    draft: 'set-up',
    secret: ['password', 'again'],
    check: (values) =>
      Object.fromEntries(
        Object.entries(setUpProblems(values)).map(([name, problem]) => [name, problemWords(name, problem)]),
      ),
  });
  const [place, setPlace] = useState(0);
  const [triedStep, setTriedStep] = useState<number | undefined>(undefined);
  const step = setUpStepNames[place] ?? 'units';
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, [place]);
  const command = useCommand({
    send: (client, values: SetUpValues, commandId) =>
      client.system.setUp({ commandId, ...setUpInput(values) }),
    onDone: () => {
      form.reset();
      onDone();
    },
    failures: 'inline',
  });
  const problems = setUpProblems(form.values);
  const stepProblems = setUpSteps[step].filter((name) => problems[name] !== undefined);
  const last = place === setUpStepNames.length - 1;

  function goOn(event: FormEvent): void {
    event.preventDefault();
    const [first] = stepProblems;
    if (first !== undefined) {
      setTriedStep(place);
      document.getElementById(`field-${first}`)?.focus();
    } else if (last) command.run(form.values);
    else setPlace(place + 1);
  }

  const bind = (name: keyof SetUpValues) => {
    const field = form.field(name);
    const problem = problems[name];
    return triedStep === place && problem !== undefined
      ? { ...field, error: problemWords(name, problem) }
      : field;
  };
  return (
    <main className="log-in" id="content" tabIndex={-1}>
      <div className="set-up">
        <header>
          <p className="quiet">{t('shell.suite')}</p>
          <h1>{t('setup.title')}</h1>
          <p>{t('setup.intro')}</p>
        </header>
        <Stepper
          label={t('setup.title')}
          steps={setUpStepNames.map((name) => t(`setup.step.${name}`))}
          current={place}
        />
        <form className="form" onSubmit={goOn} noValidate aria-label={t(`setup.step.${step}`)}>
          <h2 tabIndex={-1} ref={heading}>
            {t(`setup.step.${step}`)}
          </h2>
          <StepFields step={step} form={form} bind={bind} />
          {command.failure !== undefined && <Failure failure={command.failure} />}
          <div className="button-row form-actions">
            {place > 0 && <Button onPress={() => setPlace(place - 1)}>{t('common.previous')}</Button>}
            <Button kind="primary" type="submit" disabled={command.busy}>
              {last ? t('setup.finish') : t('common.next')}
            </Button>
            <LanguageButton />
          </div>
        </form>
      </div>
    </main>
  );
}

interface StepFieldsProps {
  readonly step: SetUpStep;
  readonly form: SetUpForm;
  readonly bind: (name: keyof SetUpValues) => ReturnType<SetUpForm['field']> & { readonly value: string };
}

function StepFields({ step, form, bind }: StepFieldsProps) {
  switch (step) {
    case 'units':
      return <UnitFields form={form} bind={bind} />;
    case 'station':
      return (
        <>
          <TextField
            label={t('setup.station_name')}
            hint={t('setup.station_name_hint')}
            required
            maxLength={120}
            {...bind('stationName')}
          />
          <TextField
            label={t('setup.room')}
            hint={t('setup.room_hint')}
            required
            maxLength={120}
            {...bind('room')}
          />
        </>
      );
    case 'administrator':
      return (
        <>
          <p className="quiet">{t('setup.administrator_explain')}</p>
          <div className="unit-fields">
            <TextField label={t('setup.person_name')} required maxLength={120} {...bind('name')} />
            <TextField label={t('setup.badge_number')} required maxLength={40} {...bind('badgeNumber')} />
          </div>
          <TextField
            label={t('shell.account')}
            hint={t('setup.account_hint')}
            required
            maxLength={120}
            autoComplete="username"
            {...bind('account')}
          />
          <NewPasswordFields
            label={t('shell.password')}
            account={form.values.account.trim()}
            password={bind('password')}
            again={bind('again')}
          />
        </>
      );
  }
}

const unitRows = ['county', 'city', 'province', 'policeStation'] as const;

function UnitFields({ form, bind }: Omit<StepFieldsProps, 'step'>) {
  return (
    <>
      <p className="quiet">{t('setup.units_explain')}</p>
      {unitRows.map((row) => {
        const code = bind(`${row}Code`);
        const required = row !== 'policeStation';
        return (
          <div className="unit-fields" key={row} role="group" aria-label={t(`setup.unit.${row}`)}>
            <TextField
              label={t('setup.code_of', { unit: t(`setup.unit.${row}`) })}
              inputMode="numeric"
              maxLength={12}
              required={required}
              {...(required ? {} : { hint: t('setup.police_station_hint') })}
              {...code}
              onChange={(value) => {
                if (row !== 'county') {
                  code.onChange(value);
                  return;
                }
                const next = withCountyCode(form.values, value);
                form.set('countyCode', next.countyCode);
                form.set('cityCode', next.cityCode);
                form.set('provinceCode', next.provinceCode);
              }}
            />
            <TextField
              label={t('setup.name_of', { unit: t(`setup.unit.${row}`) })}
              maxLength={120}
              required={required}
              {...bind(`${row}Name`)}
            />
          </div>
        );
      })}
    </>
  );
}

function problemWords(name: string, problem: SetUpProblem): string {
  if (problem !== 'missing') return t(`setup.problem.${problem}`);
  return t('setup.problem.missing', { label: fieldLabel(name) });
}

function fieldLabel(name: string): string {
  const unit = unitRows.find((row) => name === `${row}Code` || name === `${row}Name`);
  if (unit !== undefined)
    return t(name.endsWith('Code') ? 'setup.code_of' : 'setup.name_of', { unit: t(`setup.unit.${unit}`) });
  switch (name) {
    case 'stationName':
      return t('setup.station_name');
    case 'room':
      return t('setup.room');
    case 'name':
      return t('setup.person_name');
    case 'badgeNumber':
      return t('setup.badge_number');
    case 'account':
      return t('shell.account');
    case 'again':
      return t('shell.password_again');
    default:
      return t('shell.password');
  }
}
