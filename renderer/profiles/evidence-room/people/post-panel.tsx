import { type Role, roles } from '../../../../main/contract/identity.ts';
import { useCommand } from '../../../client/index.ts';
import {
  Button,
  DateField,
  Failure,
  Form,
  notify,
  Select,
  SidePanel,
  t,
  useForm,
} from '../../../kit/index.ts';
import { conflictWords, type Person } from './people-words.ts';
import { unitOptions, useUnits } from './use-units.ts';

interface Values {
  role: Role | null;
  unit: string | null;
  validUntil: string | null;
}

/** 授予岗位: from now on, for a time or without end. Posts that do not go together are refused by name. */
export function PostPanel({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const units = useUnits();
  const form = useForm<Values>({
    initial: { role: null, unit: person.unit, validUntil: null },
    check: ({ role, unit, validUntil }) => ({
      ...(role === null ? { role: t('common.fill_in', { label: t('people.post') }) } : {}),
      ...(unit === null ? { unit: t('common.fill_in', { label: t('people.unit') }) } : {}),
      ...(validUntil !== null && Date.parse(validUntil) <= Date.now()
        ? { validUntil: t('people.until_past') }
        : {}),
    }),
  });
  const command = useCommand({
    send: (client, { role, unit, validUntil }: Values, commandId) =>
      client.identity.grantPost({
        commandId,
        person: person.id,
        role: role ?? 'external-reader',
        unit: unit ?? person.unit,
        validUntil,
      }),
    onDone: (_done, { role }) => {
      notify(
        t('people.granted', { name: person.name, post: role === null ? '' : t(`identity.role.${role}`) }),
      );
      onClose();
    },
    failures: 'inline',
  });
  const conflict = command.failure === undefined ? undefined : conflictWords(command.failure);
  const title = t('people.grant_title', { name: person.name });
  return (
    <SidePanel title={title} onClose={onClose} subject="post">
      <Form
        form={form}
        label={title}
        onSend={command.run}
        sendLabel={t('people.grant')}
        busy={command.busy}
        failure={
          command.failure !== undefined && (
            <>
              {conflict !== undefined && <p className="plain-note">{conflict}</p>}
              <Failure failure={command.failure} />
            </>
          )
        }
        actions={<Button onPress={onClose}>{t('common.cancel')}</Button>}
      >
        <Select
          label={t('people.post')}
          required
          options={roles.map((role) => ({ value: role, label: t(`identity.role.${role}`) }))}
          {...form.field('role')}
          {...(form.values.role === null ? {} : { hint: t(`people.role_words.${form.values.role}`) })}
        />
        <Select label={t('people.unit')} required options={unitOptions(units)} {...form.field('unit')} />
        <DateField
          label={t('people.valid_until')}
          precision="minute"
          hint={t('people.valid_until_hint')}
          {...form.field('validUntil')}
        />
      </Form>
    </SidePanel>
  );
}
