import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  Radio,
  RadioGroup as AriaRadioGroup,
  Switch as AriaSwitch,
} from 'react-aria-components';
import { FieldLabel, FieldNotes, type FieldProps, fieldState } from './field.tsx';
import { CheckIcon, MinusIcon } from './icons.tsx';
import type { Option } from './select.tsx';

export interface CheckboxProps {
  readonly children?: ReactNode;
  /** Accessible name, where there are no words beside it. */
  readonly label?: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  /** Some, but not all. */
  readonly partly?: boolean;
  readonly disabled?: boolean;
  readonly name?: string;
}

export function Checkbox({
  children,
  label,
  value,
  onChange,
  partly = false,
  disabled = false,
}: CheckboxProps) {
  return (
    <AriaCheckbox
      className="choice"
      isSelected={value}
      onChange={onChange}
      isIndeterminate={partly}
      isDisabled={disabled}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      <span className="box">{partly ? <MinusIcon /> : value && <CheckIcon />}</span>
      {children}
    </AriaCheckbox>
  );
}

export interface SwitchProps {
  readonly children: ReactNode;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly disabled?: boolean;
}

/** Takes effect at once; what is sent with a form is a `Checkbox`. */
export function Switch({ children, value, onChange, disabled = false }: SwitchProps) {
  return (
    <AriaSwitch className="choice" isSelected={value} onChange={onChange} isDisabled={disabled}>
      <span className="track">
        <span className="thumb" />
      </span>
      {children}
    </AriaSwitch>
  );
}

export interface RadioGroupProps<Value extends string> extends FieldProps<Value | null> {
  readonly options: readonly Option<Value>[];
  readonly orientation?: 'vertical' | 'horizontal';
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, value, onChange, hint, error, required = false, options, orientation = 'vertical' } = props;
  return (
    <AriaRadioGroup
      {...fieldState(props)}
      value={value}
      orientation={orientation}
      onChange={(chosen) => onChange(options.find((option) => option.value === chosen)?.value ?? null)}
    >
      <FieldLabel label={label} required={required} />
      <div className="choice-group" data-orientation={orientation}>
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className="choice"
            isDisabled={option.disabled ?? false}
          >
            {({ isSelected }) => (
              <>
                <span className="box round">{isSelected && <span className="dot" />}</span>
                {option.label}
                {option.detail !== undefined && <span className="quiet small">{option.detail}</span>}
              </>
            )}
          </Radio>
        ))}
      </div>
      <FieldNotes hint={hint} error={error} />
    </AriaRadioGroup>
  );
}
