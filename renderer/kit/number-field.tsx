import { Button, Group, Input, NumberField as AriaNumberField } from 'react-aria-components';
import { FieldLabel, FieldNotes, type FieldProps, fieldState } from './field.tsx';
import { MinusIcon, PlusIcon } from './icons.tsx';

export interface NumberFieldProps extends FieldProps<number | null> {
  /** Stands in the field: `件`, `克`. */
  readonly unit?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly step?: number;
  /** Most digits after the point. */
  readonly decimals?: number;
  /** Off for numbers that name something: a port, a baud rate. */
  readonly grouping?: boolean;
  /** Plus and minus at the end; off for measured values. */
  readonly stepper?: boolean;
}

/** A count or measure. Money and exact decimals go through `TextField` with `inputMode="decimal"`: they are strings. */
export function NumberField(props: NumberFieldProps) {
  const {
    label,
    value,
    onChange,
    hint,
    error,
    required = false,
    unit,
    stepper = true,
    grouping = true,
  } = props;
  const { minimum, maximum, step, decimals = 0 } = props;
  return (
    <AriaNumberField
      {...fieldState(props)}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      formatOptions={{ maximumFractionDigits: decimals, useGrouping: grouping }}
      {...(minimum === undefined ? {} : { minValue: minimum })}
      {...(maximum === undefined ? {} : { maxValue: maximum })}
      {...(step === undefined ? {} : { step })}
    >
      <FieldLabel label={label} required={required} />
      <Group className="control">
        <Input />
        {unit !== undefined && <span className="unit">{unit}</span>}
        {stepper && (
          <>
            <Button slot="decrement" className="step">
              <MinusIcon />
            </Button>
            <Button slot="increment" className="step">
              <PlusIcon />
            </Button>
          </>
        )}
      </Group>
      <FieldNotes hint={hint} error={error} />
    </AriaNumberField>
  );
}
