import type { ReactNode } from 'react';
import { Input, TextArea, TextField as AriaTextField } from 'react-aria-components';
import { FieldLabel, FieldNotes, type FieldProps, fieldState } from './field.tsx';

export interface TextFieldProps extends FieldProps<string> {
  readonly type?: 'text' | 'password' | 'search' | 'tel';
  /** More than one line high: how many. */
  readonly lines?: number;
  readonly placeholder?: string;
  readonly maxLength?: number;
  /** After the text, inside the field. */
  readonly unit?: string;
  /** Before the text, inside the field: an icon. */
  readonly lead?: ReactNode;
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
  readonly inputMode?: 'text' | 'numeric' | 'decimal';
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, error, required = false, type = 'text', lines = 1 } = props;
  const { placeholder, maxLength, unit, lead, autoFocus = false, autoComplete = 'off', inputMode } = props;
  const shared = {
    ...(placeholder === undefined ? {} : { placeholder }),
  };
  return (
    <AriaTextField
      {...fieldState(props)}
      value={value}
      onChange={onChange}
      type={type}
      autoFocus={autoFocus}
      autoComplete={autoComplete}
      {...(maxLength === undefined ? {} : { maxLength })}
      {...(inputMode === undefined ? {} : { inputMode })}
    >
      <FieldLabel label={label} required={required} />
      <div className="control">
        {lead !== undefined && <span className="lead">{lead}</span>}
        {lines > 1 ? <TextArea rows={lines} {...shared} /> : <Input {...shared} />}
        {unit !== undefined && <span className="unit">{unit}</span>}
      </div>
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  );
}
