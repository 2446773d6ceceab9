import { useCommand } from '../../../client/index.ts';
import { Button, Failure, Form, notify, SidePanel, t, TextField, useForm } from '../../../kit/index.ts';
import { NewPasswordFields } from '../../../shell/new-password-fields.tsx';
import { isGoodPassword, pinProblem } from '../../../shell/secret-rules.ts';
import type { Person } from './people-words.ts';

interface Values {
  account: string;
  password: string;
  again: string;
  pin: string;
}

/** 开通账号: with a first password, which its owner must change at once, and a PIN for the card if wanted. */
export function AccountPanel({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const form = useForm<Values>({
    initial: { account: '', password: '', again: '', pin: '' },
    check: ({ account, password, again, pin }) => {
      const problem = pin === '' ? undefined : pinProblem(pin);
      return {
        ...(account.trim() === '' ? { account: t('common.fill_in', { label: t('shell.account') }) } : {}),
        ...(isGoodPassword(password, account.trim()) ? {} : { password: t('setup.problem.password') }),
        ...(again === password ? {} : { again: t('setup.problem.again') }),
        ...(problem === undefined ? {} : { pin: t(`settings.pin_problem.${problem}`) }),
      };
    },
  });
  const command = useCommand({
    send: (client, { account, password, pin }: Values, commandId) =>
      client.identity.openAccount({
        commandId,
        person: person.id,
        account: account.trim(),
        password,
        ...(pin === '' ? {} : { pin }),
      }),
    onDone: () => {
      form.reset();
      notify(t('people.account_opened', { name: person.name }));
      onClose();
    },
    failures: 'inline',
  });
  const title = t('people.open_account_title', { name: person.name });
  return (
    <SidePanel title={title} onClose={onClose} subject="account">
      <p className="quiet">{t('people.open_account_explain')}</p>
      <Form
        form={form}
        label={title}
        onSend={command.run}
        sendLabel={t('people.open_account')}
        busy={command.busy}
        failure={command.failure !== undefined && <Failure failure={command.failure} />}
        actions={<Button onPress={onClose}>{t('common.cancel')}</Button>}
      >
        <TextField
          label={t('shell.account')}
          required
          maxLength={120}
          hint={t('setup.account_hint')}
          {...form.field('account')}
        />
        <NewPasswordFields
          label={t('people.first_password')}
          account={form.values.account.trim()}
          password={form.field('password')}
          again={form.field('again')}
        />
        <TextField
          label={t('settings.new_pin')}
          hint={t('people.pin_hint')}
          type="password"
          inputMode="numeric"
          maxLength={6}
          {...form.field('pin')}
        />
      </Form>
    </SidePanel>
  );
}
