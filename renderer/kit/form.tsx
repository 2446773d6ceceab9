import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import {
  type DraftStorage,
  dropDraft,
  type Problems,
  readDraft,
  visibleProblems,
  writeDraft,
} from './form-state.ts';
import { t } from './i18n.ts';

export interface FormOptions<Values extends object> {
  readonly initial: Values;
  /** All problems of these values, in words; pure. */
  readonly check: (values: Values) => Problems<Values>;
  /** Keeps what was typed on this computer until it is sent. Leave out where nothing may stay (log-in). */
  readonly draft?: string;
  /** Fields that never go into the draft. */
  readonly secret?: readonly (keyof Values & string)[];
}

export interface FieldBinding<Value> {
  readonly name: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly onBlur: () => void;
  readonly error: string | undefined;
}

export interface FormModel<Values extends object> {
  readonly values: Values;
  set<Name extends keyof Values & string>(name: Name, value: Values[Name]): void;
  /** To be spread into a field: `<TextField label="名称" {...form.field('name')} />`. */
  field<Name extends keyof Values & string>(name: Name): FieldBinding<Values[Name]>;
  readonly problems: Problems<Values>;
  /** True after sending was tried with problems left. */
  readonly tried: boolean;
  /** True when nothing is wrong; from then on all problems are shown. */
  tryToSend(): boolean;
  /** Back to the initial values; the draft is gone. */
  reset(): void;
}

export function useForm<Values extends object>(options: FormOptions<Values>): FormModel<Values> {
  const { initial, check, draft, secret } = options;
  const storage: DraftStorage = localStorage;
  const [values, setValues] = useState(() =>
    draft === undefined ? initial : readDraft(storage, draft, initial),
  );
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const changed = useRef(false);

  useEffect(() => {
    if (draft !== undefined && changed.current) writeDraft(storage, draft, values, secret);
  }, [draft, values, secret, storage]);

  const all = check(values);
  const problems = visibleProblems(all, left, tried);
  const set: FormModel<Values>['set'] = (name, value) => {
    changed.current = true;
    setValues((before) => ({ ...before, [name]: value }));
  };
  return {
    values,
    set,
    field: (name) => ({
      name,
      value: values[name],
      onChange: (value) => set(name, value),
      onBlur: () => setLeft((before) => new Set(before).add(name)),
      error: problems[name],
    }),
    problems,
    tried,
    tryToSend() {
      setTried(true);
      return Object.keys(all).length === 0;
    },
    reset() {
      changed.current = false;
      if (draft !== undefined) dropDraft(storage, draft);
      setValues(initial);
      setLeft(new Set());
      setTried(false);
    },
  };
}

export interface FormProps<Values extends object> {
  readonly form: FormModel<Values>;
  /** Called only when nothing is wrong. On success call `form.reset()`. */
  readonly onSend: (values: Values) => void;
  /** The act and the object: `登记这件财物`. */
  readonly sendLabel: string;
  readonly busy?: boolean;
  readonly children: ReactNode;
  /** Beside the send button: cancel, print. */
  readonly actions?: ReactNode;
  /** A `Failure` of the last attempt, above the buttons. */
  readonly failure?: ReactNode;
  readonly label?: string;
}

/** One column, labels above. At sending, problems stand together on top as links to their fields. */
export function Form<Values extends object>(props: FormProps<Values>) {
  const { form, onSend, sendLabel, busy = false, actions, failure, label } = props;
  const summary = useRef<HTMLDivElement>(null);
  const [attempt, setAttempt] = useState(0);
  const problems = form.tried ? Object.entries<string | undefined>(form.problems) : [];

  useEffect(() => {
    if (attempt > 0) summary.current?.focus();
  }, [attempt]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (form.tryToSend()) onSend(form.values);
    else setAttempt(attempt + 1);
  }

  return (
    <form className="form" onSubmit={submit} noValidate aria-label={label ?? sendLabel}>
      {problems.length > 0 && (
        <div className="form-problems" role="alert" tabIndex={-1} ref={summary}>
          <strong>{t('common.check_fields', { count: problems.length })}</strong>
          <ul>
            {problems.map(([name, words]) => (
              <li key={name}>
                <button type="button" className="link" onClick={() => focusField(name)}>
                  {words}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {props.children}
      {failure}
      <div className="button-row form-actions">
        <Button kind="primary" type="submit" disabled={busy}>
          {sendLabel}
        </Button>
        {actions}
      </div>
    </form>
  );
}

function focusField(name: string): void {
  const field = document.getElementById(`field-${name}`);
  const target = field?.matches('input, textarea, button')
    ? field
    : field?.querySelector<HTMLElement>('input:not([hidden]), textarea, button, [tabindex="0"]');
  if (target instanceof HTMLElement) target.focus();
}
