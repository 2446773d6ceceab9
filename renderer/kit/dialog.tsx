import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import { t } from './i18n.ts';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly width?: 'normal' | 'wide';
  /** Buttons at the end; the heaviest last. */
  readonly actions?: ReactNode;
  /** False where only a decision ends it. */
  readonly closable?: boolean;
}

/** For what must be settled before anything else. What can wait opens beside, in a `SidePanel`. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, children, width = 'normal', actions, closable = true } = props;
  return (
    <ModalOverlay
      className="dialog-ground"
      isOpen={open}
      onOpenChange={(now) => {
        if (!now) onClose();
      }}
      isDismissable={false}
      isKeyboardDismissDisabled={!closable}
    >
      <Modal className="dialog" data-width={width}>
        <AriaDialog className="dialog-box">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
          {actions !== undefined && <div className="button-row">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The question: `销毁这 3 件财物？` */
  readonly title: string;
  /** What will be different afterwards, and whether it can be taken back. */
  readonly children: ReactNode;
  /** Names the act and the object: `销毁 3 件`. */
  readonly act: string;
  readonly onConfirm: () => void;
  /** Cannot be undone: the button is heavy and is not the one in focus. */
  readonly danger?: boolean;
  readonly busy?: boolean;
  /** Why it cannot be confirmed yet; disables the button. */
  readonly reason?: string | undefined;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, title, children, act, onConfirm, danger = false, busy = false, reason } = props;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onPress={onClose} autoFocus={danger}>
            {t('common.cancel')}
          </Button>
          <Button
            kind={danger ? 'danger' : 'primary'}
            onPress={onConfirm}
            autoFocus={!danger}
            disabled={busy || reason !== undefined}
            {...(reason === undefined ? {} : { reason })}
          >
            {act}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
