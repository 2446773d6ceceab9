import type { ReactNode } from 'react';
import { Button, Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';

export interface MenuLine {
  readonly id: string;
  readonly title: string;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  readonly onChoose: () => void;
}

export interface MenuProps {
  /** Words of the button that opens it. */
  readonly children: ReactNode;
  readonly label?: string;
  readonly lines: readonly MenuLine[];
  readonly kind?: 'quiet' | 'plain';
}

export function Menu({ children, label, lines, kind = 'quiet' }: MenuProps) {
  return (
    <MenuTrigger>
      <Button className="button" data-kind={kind} {...(label === undefined ? {} : { 'aria-label': label })}>
        {children}
      </Button>
      <Popover className="popover">
        <AriaMenu
          className="menu"
          items={lines}
          onAction={(key) => lines.find((line) => line.id === key)?.onChoose()}
        >
          {(line) => (
            <MenuItem
              id={line.id}
              textValue={line.title}
              className="menu-line"
              isDisabled={line.disabled ?? false}
            >
              {line.icon}
              {line.title}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
