import { useEffect, useEffectEvent, useRef } from 'react';
import { useLocation } from 'wouter';
import { caseKinds } from '../../../../main/contract/evidence-items.ts';
import { type StationClient, useClient, useCommand } from '../../../client/index.ts';
import {
  Breadcrumb,
  DateField,
  Failure,
  Form,
  type Option,
  PageHeader,
  type Problems,
  Select,
  t,
  TextField,
  useForm,
  useLanguage,
} from '../../../kit/index.ts';
import { useSessionInfo } from '../../../shell/session-context.ts';
import { PersonsPicker } from '../parts-items/persons-picker.tsx';
import { paths } from '../paths.ts';

interface CaseForm {
  kind: string;
  number: string;
  name: string;
  officers: readonly Option<string>[];
  occurredAt: string | null;
  occurredPlace: string;
  summary: string;
}

function check(values: CaseForm): Problems<CaseForm> {
  return {
    ...(/^[AJ]\d{22}$/.test(values.number) ? {} : { number: t('cases.number_form') }),
    ...(values.name.trim() === '' ? { name: t('common.fill_in', { label: t('cases.name') }) } : {}),
    ...(values.officers.length < 2 ? { officers: t('cases.two_officers') } : {}),
  };
}

/** 新建案件; the number is proposed, so that it need not be typed. */
export default function CaseFormScreen() {
  useLanguage();
  const client = useClient();
  const [, goTo] = useLocation();
  const { session } = useSessionInfo();
  const form = useForm<CaseForm>({
    initial: {
      kind: 'criminal',
      number: '',
      name: '',
      officers: [{ value: session.person.id, label: session.person.name }],
      occurredAt: null,
      occurredPlace: '',
      summary: '',
    },
    draft: `case-new:${session.person.id}`,
    check,
  });
  const kind = form.field('kind').value;
  const number = form.field('number');
  const proposed = useRef('');
  const propose = useEffectEvent((next: string) => {
    // What a person typed stays: only an empty field or the last proposal is replaced.
    if (number.value !== '' && number.value !== proposed.current) return;
    proposed.current = next;
    number.onChange(next);
  });
  useEffect(() => {
    let current = true;
    const known = caseKinds.find((one) => one === kind) ?? 'criminal';
    void client.evidence.nextCaseNumber({ kind: known }).then(
      (next) => current && propose(next.number),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [client, kind]);
  const save = useCommand({
    send: (station: StationClient, values: CaseForm, commandId) =>
      station.evidence.createCase({
        commandId,
        number: values.number,
        name: values.name.trim(),
        kind: caseKinds.find((one) => one === values.kind) ?? 'criminal',
        officers: values.officers.map((officer) => officer.value),
        occurredAt: values.occurredAt,
        occurredPlace: values.occurredPlace.trim(),
        summary: values.summary,
      }),
    onDone: ({ id }) => {
      form.reset();
      goTo(paths.case(id));
    },
    failures: 'inline',
  });
  return (
    <div className="page-scroll">
      <PageHeader
        title={t('cases.new')}
        path={
          <Breadcrumb steps={[{ title: t('cases.title'), to: paths.cases }, { title: t('cases.new') }]} />
        }
      />
      <Form
        form={form}
        sendLabel={t('cases.save')}
        onSend={(values) => save.run(values)}
        busy={save.busy}
        failure={save.failure === undefined ? undefined : <Failure failure={save.failure} />}
      >
        <Select
          label={t('cases.kind')}
          required
          options={caseKinds.map((one) => ({ value: one, label: t(`cases.kind.${one}`) }))}
          {...form.field('kind')}
          onChange={(next) => form.field('kind').onChange(next ?? 'criminal')}
        />
        <TextField label={t('cases.number')} hint={t('cases.number_hint')} required {...number} />
        <TextField label={t('cases.name')} required maxLength={120} {...form.field('name')} />
        <PersonsPicker label={t('cases.officers')} required {...form.field('officers')} />
        <DateField label={t('cases.occurred_at')} precision="minute" {...form.field('occurredAt')} />
        <TextField label={t('cases.occurred_place')} maxLength={200} {...form.field('occurredPlace')} />
        <TextField label={t('cases.summary')} lines={4} maxLength={2000} {...form.field('summary')} />
      </Form>
    </div>
  );
}
