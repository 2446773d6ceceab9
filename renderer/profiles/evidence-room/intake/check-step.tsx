import { useState } from 'react';
import {
  Button,
  Form,
  type FormModel,
  formatQuantity,
  RadioGroup,
  StateMark,
  t,
  TextField,
} from '../../../kit/index.ts';
import type { ItemView } from '../parts-items/types.ts';
import { compare, type Line, type Seen } from './compare.ts';

export interface CheckStepProps {
  readonly item: ItemView;
  readonly form: FormModel<Seen>;
  readonly tolerance: number;
  /** Shown at once where the comparison was made before. */
  readonly compared: boolean;
  readonly onCompared: (compared: boolean) => void;
  readonly onNext: () => void;
  readonly onRefuse: (lines: readonly Line[]) => void;
}

/** 清点核对: what is seen is typed blind; only then the papers are laid beside it. */
export function CheckStep(props: CheckStepProps) {
  const { item, form, tolerance, compared, onCompared, onNext, onRefuse } = props;
  const [again, setAgain] = useState(!compared);
  if (!again && compared) {
    const lines = compare(
      {
        quantity: item.quantity,
        grossWeightGrams: item.integrity.grossWeightGrams,
        sealNumber: item.integrity.sealNumber,
      },
      form.values,
      tolerance,
    );
    return (
      <Comparison
        item={item}
        lines={lines}
        tolerance={tolerance}
        onNext={onNext}
        onRefuse={() => onRefuse(lines)}
        onAgain={() => {
          onCompared(false);
          setAgain(true);
        }}
      />
    );
  }
  return (
    <>
      <p className="quiet">{t('intake.check_hint')}</p>
      <Form
        form={form}
        sendLabel={t('intake.compare')}
        onSend={() => {
          onCompared(true);
          setAgain(false);
        }}
      >
        <div className="two-fields">
          <TextField
            label={t('intake.counted')}
            unit={item.measureUnit}
            inputMode="decimal"
            required
            {...form.field('counted')}
          />
          <TextField
            label={t('intake.weight')}
            unit={t('orders.grams')}
            inputMode="decimal"
            hint={t('intake.weight_hint')}
            {...form.field('weight')}
          />
        </div>
        <TextField
          label={t('evidence.seal_number')}
          hint={t('intake.seal_number_hint')}
          maxLength={60}
          {...form.field('sealNumber')}
        />
        <RadioGroup
          label={t('intake.seal')}
          orientation="horizontal"
          required
          options={[
            { value: 'intact', label: t('orders.seal_intact') },
            { value: 'broken', label: t('orders.seal_broken') },
          ]}
          {...form.field('seal')}
        />
        <TextField
          label={t('intake.condition')}
          hint={t('intake.condition_hint')}
          required
          maxLength={200}
          {...form.field('condition')}
        />
      </Form>
    </>
  );
}

function Comparison(props: {
  readonly item: ItemView;
  readonly lines: readonly Line[];
  readonly tolerance: number;
  readonly onNext: () => void;
  readonly onRefuse: () => void;
  readonly onAgain: () => void;
}) {
  const { item, lines, tolerance, onNext, onRefuse, onAgain } = props;
  const differing = lines.filter(({ verdict }) => verdict === 'differs').length;
  return (
    <>
      <table className="plain-table">
        <caption className="visually-hidden">{t('intake.comparison')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('intake.what')}</th>
            <th scope="col">{t('intake.seen')}</th>
            <th scope="col">{t('intake.listed')}</th>
            <th scope="col">{t('intake.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.field}>
              <th scope="row">{t(`intake.field.${line.field}`)}</th>
              <td>{words(item, line, line.seen)}</td>
              <td>{line.field === 'seal' ? t('orders.seal_intact') : words(item, line, line.listed)}</td>
              <td>
                <StateMark
                  tone={line.verdict === 'differs' ? 'fault' : line.verdict === 'equal' ? 'active' : 'ended'}
                >
                  {t(`intake.verdict.${line.verdict}`)}
                </StateMark>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {item.integrity.grossWeightGrams !== null && (
        <p className="quiet small">{t('intake.tolerance', { percent: tolerance })}</p>
      )}
      {differing === 0 ? (
        <>
          <p role="status">{t('intake.all_equal')}</p>
          <div className="button-row">
            <Button kind="primary" onPress={onNext} autoFocus>
              {t('intake.to_tag')}
            </Button>
            <Button onPress={onAgain}>{t('intake.check_again')}</Button>
          </div>
        </>
      ) : (
        <>
          <p role="alert">{t('intake.differs', { count: differing })}</p>
          <div className="button-row">
            <Button kind="primary" onPress={onAgain} autoFocus>
              {t('intake.check_again')}
            </Button>
            <Button kind="danger" onPress={onRefuse}>
              {t('intake.refuse')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

function words(item: ItemView, line: Line, value: string): string {
  if (value === '') return '—';
  switch (line.field) {
    case 'quantity':
      return formatQuantity(value, item.measureUnit);
    case 'weight':
      return `${value} ${t('orders.grams')}`;
    case 'seal':
      return t(value === 'intact' ? 'orders.seal_intact' : 'orders.seal_broken');
    case 'seal-number':
      return value;
  }
}
