import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { t } from './i18n.ts';
import { BackspaceIcon } from './icons.tsx';
import { afterPadKey, type PadKey, type PadLimits, padKeyOf } from './number-pad-entry.ts';

export interface NumberPadProps extends PadLimits {
  /** What is typed: `腰围`. */
  readonly label: string;
  readonly unit: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The key that ends the entry, on the pad or the keypad. */
  readonly onEnter: () => void;
  /** Words on that key. */
  readonly enter: string;
  readonly disabled?: boolean;
  /** Also takes the keys of a keyboard or numeric keypad; off where another field has the focus. */
  readonly keyboard?: boolean;
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0'] as const;

/** 数字键盘 for a measured value, by touch or with a numeric keypad: targets of the density in force. */
export function NumberPad(props: NumberPadProps) {
  const { label, unit, value, onChange, onEnter, enter, digits, decimals, disabled = false } = props;
  const { keyboard = true } = props;

  function press(key: PadKey): void {
    if (!disabled) onChange(afterPadKey(value, key, { digits, decimals }));
  }

  useEffect(() => {
    if (!keyboard) return undefined;
    function onKeyDown(event: KeyboardEvent): void {
      const { target } = event;
      if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const key = padKeyOf(event);
      if (key === undefined) return;
      if (key === 'enter') {
        // Enter presses the button in focus; the keypad's own always ends the entry.
        const isOnButton = target instanceof HTMLElement && target.closest('button, a') !== null;
        if (event.code !== 'NumpadEnter' && isOnButton) return;
        if (!disabled && value !== '') onEnter();
      } else press(key);
      event.preventDefault();
      event.stopPropagation();
    }
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  });

  return (
    <div className="number-pad" role="group" aria-label={label}>
      <output className="number-pad-value" aria-label={label}>
        <strong>{value === '' ? '–' : value}</strong> <span className="quiet">{unit}</span>
      </output>
      <div className="pin-keys">
        {keys.map((key) => (
          <Button
            key={key}
            className="pin-key"
            isDisabled={disabled || (key === '.' && decimals === 0)}
            onPress={() => press(key)}
            {...(key === '.' ? { 'aria-label': t('common.pad_point') } : {})}
          >
            {key}
          </Button>
        ))}
        <Button
          className="pin-key pin-act"
          isDisabled={disabled}
          aria-label={t('common.pin_backspace')}
          onPress={() => press('backspace')}
        >
          <BackspaceIcon />
        </Button>
      </div>
      <Button className="number-pad-enter" isDisabled={disabled || value === ''} onPress={onEnter}>
        {enter}
      </Button>
    </div>
  );
}
