import {
  Button,
  Group,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';
import { FieldLabel, FieldNotes, type FieldProps, fieldState } from './field.tsx';
import { t } from './i18n.ts';
import { CheckIcon, ChevronDownIcon } from './icons.tsx';

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Small, at the end of the line: a code, a count. */
  readonly detail?: string;
  readonly disabled?: boolean;
}

export interface SelectProps<Value extends string> extends FieldProps<Value | null> {
  readonly options: readonly Option<Value>[];
  readonly placeholder?: string;
}

/** One of a known few (up to about 20); more go into `ComboBox`. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, onChange, hint, error, required = false, options } = props;
  return (
    <AriaSelect
      {...fieldState(props)}
      value={value}
      placeholder={props.placeholder ?? t('common.choose')}
      onChange={(key) => onChange(options.find((option) => option.value === key)?.value ?? null)}
    >
      <FieldLabel label={label} required={required} />
      <Group>
        <Button className="control select-button">
          <SelectValue className="chosen">
            {({ defaultChildren, selectedText }) => selectedText || defaultChildren}
          </SelectValue>
          <ChevronDownIcon />
        </Button>
      </Group>
      <FieldNotes hint={hint} error={error} />
      <Popover className="popover">
        <ListBox className="options" items={options}>
          {(option) => <OptionLine id={option.value} option={option} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/**
 * One option of a list. React Aria finds the key of an item in the `id` of the element made for it; without it the line of
 * another option would be made over into this one, which it refuses.
 */
export function OptionLine({ id, option }: { readonly id: string; readonly option: Option<string> }) {
  return (
    <ListBoxItem id={id} textValue={option.label} className="option" isDisabled={option.disabled ?? false}>
      {({ isSelected }) => (
        <>
          <span>{option.label}</span>
          {option.detail !== undefined && <span className="detail">{option.detail}</span>}
          {isSelected && <CheckIcon />}
        </>
      )}
    </ListBoxItem>
  );
}
