import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { t } from './i18n.ts';
import { BackspaceIcon } from './icons.tsx';

export interface PinPadProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Called when the last digit is in. */
  readonly onComplete?: (value: string) => void;
  readonly length?: number;
  readonly disabled?: boolean;
  /** Also takes the digit keys of the keyboard; off where a field has the focus. */
  readonly keyboard?: boolean;
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** 密码键盘 for touch: targets of the density in force, digits never shown. */
export function PinPad(props: PinPadProps) {
  const { label, value, onChange, onComplete, length = 6, disabled = false, keyboard = true } = props;

  function type(digit: string): void {
    if (disabled || value.length >= length) return;
    const next = value + digit;
    onChange(next);
    if (next.length === length) onComplete?.(next);
  }

  useEffect(() => {
    if (!keyboard) return undefined;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.altKey || event.metaKey) return;
      if (/^\d$/.test(event.key)) type(event.key);
      else if (event.key === 'Backspace') onChange(value.slice(0, -1));
      else return;
      event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });

  return (
    <div className="pin-pad" role="group" aria-label={label}>
      <div className="pin-dots" role="status" aria-label={t('common.pin_entered', { count: value.length })}>
        {Array.from({ length }, (_, place) => (
          <span key={place} data-filled={place < value.length} />
        ))}
      </div>
      <div className="pin-keys">
        {digits.map((digit) => (
          <Button key={digit} className="pin-key" isDisabled={disabled} onPress={() => type(digit)}>
            {digit}
          </Button>
        ))}
        <Button className="pin-key pin-act" isDisabled={disabled} onPress={() => onChange('')}>
          {t('common.pin_clear')}
        </Button>
        <Button className="pin-key" isDisabled={disabled} onPress={() => type('0')}>
          0
        </Button>
        <Button
          className="pin-key pin-act"
          isDisabled={disabled}
          aria-label={t('common.pin_backspace')}
          onPress={() => onChange(value.slice(0, -1))}
        >
          <BackspaceIcon />
        </Button>
      </div>
    </div>
  );
}
