import { StateShape, t, TextField } from '../kit/index.ts';
import { passwordRules } from './secret-rules.ts';

interface Binding {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
  readonly error: string | undefined;
}

export interface NewPasswordFieldsProps {
  readonly label: string;
  readonly account: string;
  readonly password: Binding;
  readonly again: Binding;
}

/** A new password, typed twice, with the rule shown part by part as it is met. */
export function NewPasswordFields({ label, account, password, again }: NewPasswordFieldsProps) {
  return (
    <>
      <div className="new-password">
        <TextField
          label={label}
          type="password"
          required
          autoComplete="new-password"
          maxLength={200}
          {...password}
        />
        <ul className="password-rules" aria-label={t('shell.password_rule')}>
          {passwordRules(password.value, account).map(({ rule, met }) => (
            <li key={rule} data-met={met}>
              <StateShape tone={met ? 'confirmed' : 'waiting'} />
              <span>{t(`shell.password_rule.${rule}`)}</span>
              <span className="visually-hidden">{t(met ? 'shell.rule_met' : 'shell.rule_not_met')}</span>
            </li>
          ))}
        </ul>
      </div>
      <TextField
        label={t('shell.password_again')}
        type="password"
        required
        autoComplete="new-password"
        maxLength={200}
        {...again}
      />
    </>
  );
}
