import { type FormEvent, useEffect, useState } from 'react';
import type { Credential } from '../../main/contract/common.ts';
import type { FailureData } from '../../main/contract/index.ts';
import { Button, Failure, PinPad, StateMark, t, TextField, useScan } from '../kit/index.ts';
import { CardIcon } from '../kit/icons.tsx';

export interface CredentialFormProps {
  /** Resolves with why it was refused, or undefined when it was accepted. */
  readonly onSend: (credential: Credential) => Promise<FailureData | undefined>;
  /** The act: 登录, 解锁, 签收. */
  readonly act: string;
  /** Account that is already known, as at unlocking. */
  readonly account?: string;
}

/** 身份证明: account with password, or card with PIN. A scan changes to the card by itself. Nothing typed is kept. */
export function CredentialForm({ onSend, act, account: known = '' }: CredentialFormProps) {
  const [cardId, setCardId] = useState<string | undefined>(undefined);
  const [byCard, setByCard] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureData | undefined>(undefined);

  useScan((text) => {
    // Cards are compared as upper-case hexadecimal (protocols/iso14443-cards.md section 1).
    setCardId(text.trim().toUpperCase());
    setByCard(true);
    setFailure(undefined);
    return true;
  });

  async function send(credential: Credential): Promise<void> {
    setBusy(true);
    setFailure(undefined);
    try {
      setFailure(await onSend(credential));
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="credential">
      <div className="credential-ways" role="group" aria-label={act}>
        <button type="button" aria-pressed={!byCard} onClick={() => setByCard(false)}>
          {t('shell.log_in_by_password')}
        </button>
        <button type="button" aria-pressed={byCard} onClick={() => setByCard(true)}>
          {t('shell.log_in_by_card')}
        </button>
      </div>
      {byCard ? (
        <CardWay
          cardId={cardId}
          busy={busy}
          onForget={() => setCardId(undefined)}
          onPin={(pin) => void (cardId !== undefined && send({ method: 'card-pin', cardId, pin }))}
        />
      ) : (
        <PasswordWay
          account={known}
          act={act}
          busy={busy}
          onPassword={(account, password) => void send({ method: 'password', account, password })}
        />
      )}
      {failure !== undefined && <Failure failure={failure} />}
    </div>
  );
}

function PasswordWay(props: {
  readonly account: string;
  readonly act: string;
  readonly busy: boolean;
  readonly onPassword: (account: string, password: string) => void;
}) {
  const [account, setAccount] = useState(props.account);
  const [password, setPassword] = useState('');
  const capsLock = useCapsLock();
  return (
    <form
      className="form"
      aria-label={props.act}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (account.trim() !== '' && password !== '') props.onPassword(account.trim(), password);
      }}
    >
      <TextField
        label={t('shell.account')}
        value={account}
        onChange={setAccount}
        autoComplete="username"
        name="account"
        autoFocus={props.account === ''}
      />
      <TextField
        label={t('shell.password')}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        name="password"
        autoFocus={props.account !== ''}
        {...(capsLock ? { hint: t('shell.caps_lock') } : {})}
      />
      <Button kind="primary" type="submit" size="large" disabled={props.busy}>
        {props.act}
      </Button>
    </form>
  );
}

function CardWay(props: {
  readonly cardId: string | undefined;
  readonly busy: boolean;
  readonly onForget: () => void;
  readonly onPin: (pin: string) => void;
}) {
  const [pin, setPin] = useState('');
  if (props.cardId === undefined) {
    return (
      <p className="present-card" role="status">
        <CardIcon />
        {t('shell.present_card')}
      </p>
    );
  }
  return (
    <div className="card-way">
      <div className="card-read" role="status">
        <StateMark tone="confirmed">{t('shell.card_read', { tail: props.cardId.slice(-4) })}</StateMark>
        <Button kind="plain" onPress={props.onForget}>
          {t('shell.card_other')}
        </Button>
      </div>
      <PinPad
        label={t('shell.pin')}
        value={pin}
        onChange={setPin}
        disabled={props.busy}
        onComplete={(complete) => {
          setPin('');
          props.onPin(complete);
        }}
      />
    </div>
  );
}

/** Whether caps lock was on at the last key; unknown before the first. */
function useCapsLock(): boolean {
  const [on, setOn] = useState(false);
  useEffect(() => {
    function note(event: KeyboardEvent): void {
      setOn(event.getModifierState('CapsLock'));
    }
    document.addEventListener('keyup', note);
    return () => document.removeEventListener('keyup', note);
  }, []);
  return on;
}
