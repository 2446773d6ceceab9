import { type ReactNode, useState } from 'react';
import { Button as AriaButton, type PressEvent } from 'react-aria-components';

export interface ButtonProps {
  /** The act, and the object where it could be mistaken: `销毁 3 件`, not `确定`. */
  readonly children: ReactNode;
  readonly onPress?: (event: PressEvent) => void;
  /** One `primary` a screen. `danger` = cannot be undone; it is heavy, not red: red is for alarms. */
  readonly kind?: 'primary' | 'quiet' | 'danger' | 'plain';
  readonly size?: 'normal' | 'large';
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean;
  /** Shown on hovering and read out: why it is disabled. */
  readonly reason?: string;
  readonly autoFocus?: boolean;
  /** Accessible name, where the words alone do not say it. */
  readonly label?: string;
}

export function Button(props: ButtonProps) {
  const { kind = 'quiet', size = 'normal', type = 'button', disabled = false, autoFocus = false } = props;
  const { onPress, label, reason } = props;
  // The button just pressed keeps the focus while its act runs: a browser takes the focus from what is disabled, and then Escape and Tab lead nowhere.
  const [focused, setFocused] = useState(false);
  const button = (
    <AriaButton
      className="button"
      data-kind={kind}
      data-size={size}
      type={type}
      isDisabled={disabled && !focused}
      isPending={disabled && focused}
      onFocusChange={setFocused}
      autoFocus={autoFocus}
      {...(onPress === undefined ? {} : { onPress })}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {props.children}
    </AriaButton>
  );
  if (!disabled || reason === undefined) return button;
  return (
    <span title={reason}>
      {button}
      <span className="visually-hidden">{reason}</span>
    </span>
  );
}

export interface IconButtonProps {
  readonly icon: ReactNode;
  /** Said to a screen reader and shown on hovering. */
  readonly label: string;
  readonly onPress?: () => void;
  readonly disabled?: boolean;
}

export function IconButton({ icon, label, onPress, disabled = false }: IconButtonProps) {
  return (
    <span title={label}>
      <AriaButton
        className="icon-button"
        aria-label={label}
        isDisabled={disabled}
        {...(onPress === undefined ? {} : { onPress })}
      >
        {icon}
      </AriaButton>
    </span>
  );
}
