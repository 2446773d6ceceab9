import { useCommand } from '../client/index.ts';
import { Failure, Form, notify, t, TextField, useForm } from '../kit/index.ts';
import { NewPasswordFields } from './new-password-fields.tsx';
import { isGoodPassword } from './secret-rules.ts';

interface Values {
  old: string;
  password: string;
  again: string;
}

const empty: Values = { old: '', password: '', again: '' };

export interface ChangePasswordProps {
  /** The account's name, which a password may not contain; empty where it is not known here. */
  readonly account: string;
  readonly onDone?: () => void;
}

/** 修改密码: one's own, proved by the old one. Nothing typed is kept. */
export function ChangePassword({ account, onDone }: ChangePasswordProps) {
  const form = useForm<Values>({
    initial: empty,
    check: ({ old, password, again }) => ({
      ...(old === '' ? { old: t('common.fill_in', { label: t('shell.old_password') }) } : {}),
      ...(isGoodPassword(password, account) ? {} : { password: t('setup.problem.password') }),
      ...(again === password ? {} : { again: t('setup.problem.again') }),
    }),
  });
  const command = useCommand({
    send: (client, values: Values, commandId) =>
      client.identity.changePassword({ commandId, old: values.old, new: values.password }),
    onDone: () => {
      form.reset();
      notify(t('shell.password_changed'));
      onDone?.();
    },
    failures: 'inline',
  });
  return (
    <Form
      form={form}
      onSend={command.run}
      sendLabel={t('shell.change_password')}
      busy={command.busy}
      failure={command.failure !== undefined && <Failure failure={command.failure} />}
    >
      <TextField
        label={t('shell.old_password')}
        type="password"
        required
        autoComplete="current-password"
        maxLength={200}
        {...form.field('old')}
      />
      <NewPasswordFields
        label={t('shell.new_password')}
        account={account}
        password={form.field('password')}
        again={form.field('again')}
      />
    </Form>
  );
}
