import { FieldError, Label, Text } from 'react-aria-components';
import { t } from './i18n.ts';
import { WarningIcon } from './icons.tsx';

/** What every field has. `useForm().field(name)` gives `name`, `value`, `onChange`, `onBlur` and `error` at once. */
export interface FieldProps<Value> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly onBlur?: () => void;
  /** Under the field; undefined or empty = nothing to correct. */
  readonly error?: string | undefined;
  /** One line under the label that says what belongs here. */
  readonly hint?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly name?: string;
}

export function FieldLabel({ label, required }: { readonly label: string; readonly required: boolean }) {
  return (
    <Label className="field-label">
      {label}
      {required && <span className="mark">{t('common.required')}</span>}
    </Label>
  );
}

/** Hint and error; inside a React Aria field they are tied to the input. */
export function FieldNotes({
  hint,
  error,
}: {
  readonly hint: string | undefined;
  readonly error: string | undefined;
}) {
  return (
    <>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">
        <WarningIcon />
        {error}
      </FieldError>
    </>
  );
}

/** The part of the props that all React Aria fields share. */
export function fieldState(
  props: Pick<FieldProps<unknown>, 'required' | 'disabled' | 'error' | 'name' | 'onBlur'>,
) {
  const { required = false, disabled = false, error, name, onBlur } = props;
  return {
    className: 'field',
    isRequired: required,
    isDisabled: disabled,
    isInvalid: error !== undefined && error !== '',
    validationBehavior: 'aria' as const,
    ...(name === undefined ? {} : { name, id: `field-${name}` }),
    ...(onBlur === undefined ? {} : { onBlur }),
  };
}
