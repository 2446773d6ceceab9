import { useEffect, useRef, useState } from 'react';
import { Button, ComboBox as AriaComboBox, Group, Input, ListBox, Popover } from 'react-aria-components';
import { FieldLabel, FieldNotes, type FieldProps, fieldState } from './field.tsx';
import { t } from './i18n.ts';
import { ChevronDownIcon } from './icons.tsx';
import { type Option, OptionLine } from './select.tsx';

export interface ComboBoxProps extends FieldProps<Option<string> | null> {
  /** Asked as the person types; local answers need no waiting sign. `aborted` when newer words were typed. */
  readonly search: (words: string, signal: AbortSignal) => Promise<readonly Option<string>[]>;
  readonly placeholder?: string;
  /** Pause after the last key before `search` is asked, ms. */
  readonly pauseMs?: number;
}

/** One of many, found by typing: persons, cases, places. The value carries its own words, so that drafts can be shown. */
export function ComboBox(props: ComboBoxProps) {
  const { label, value, onChange, hint, error, required = false, search, pauseMs = 80 } = props;
  const [words, setWords] = useState(value?.label ?? '');
  const [options, setOptions] = useState<readonly Option<string>[]>([]);
  const latestSearch = useRef(search);
  useEffect(() => {
    latestSearch.current = search;
  });

  // A value set from outside (a draft, a reset) brings its own words.
  const [shownValue, setShownValue] = useState(value?.value);
  if (shownValue !== value?.value) {
    setShownValue(value?.value);
    setWords(value?.label ?? '');
  }

  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      const wanted = words === value?.label ? '' : words;
      latestSearch.current(wanted, controller.signal).then(
        (found) => {
          if (!controller.signal.aborted) setOptions(found);
        },
        () => {
          if (!controller.signal.aborted) setOptions([]);
        },
      );
    }, pauseMs);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [words, value?.label, pauseMs]);

  return (
    <AriaComboBox
      {...fieldState(props)}
      items={options}
      inputValue={words}
      onInputChange={(typed) => {
        setWords(typed);
        if (typed === '' && value !== null) onChange(null);
      }}
      value={value?.value ?? null}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen !== undefined) {
          setWords(chosen.label);
          onChange(chosen);
        }
      }}
      defaultFilter={() => true}
      menuTrigger={value === null ? 'focus' : 'input'}
      allowsEmptyCollection
    >
      <FieldLabel label={label} required={required} />
      <Group className="control">
        <Input placeholder={props.placeholder ?? t('common.type_to_search')} />
        <Button className="step" aria-label={t('common.choose')}>
          <ChevronDownIcon />
        </Button>
      </Group>
      <FieldNotes hint={hint} error={error} />
      <Popover className="popover">
        <ListBox
          className="options"
          renderEmptyState={() => <div className="options-empty">{t('common.no_match')}</div>}
        >
          {(option: Option<string>) => <OptionLine id={option.value} option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
