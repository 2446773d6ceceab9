import type { Credential } from '../../main/contract/common.ts';
import type { FailureData } from '../../main/contract/index.ts';
import { LockIcon } from '../kit/icons.tsx';
import { Button, t } from '../kit/index.ts';
import { CredentialForm } from './credential-form.tsx';
import type { LockCause } from './idle.ts';

export interface IdleLockProps {
  readonly personName: string;
  readonly cause: LockCause;
  readonly minutes: number;
  readonly onUnlock: (credential: Credential) => Promise<FailureData | undefined>;
  readonly onLogOut: () => void;
}

/** 锁屏: covers the content, never the station bar or an alarm. */
export function IdleLock({ personName, cause, minutes, onUnlock, onLogOut }: IdleLockProps) {
  return (
    <section className="idle-lock" aria-labelledby="locked-title">
      <h1 id="locked-title">
        <LockIcon /> {t('shell.locked')}
      </h1>
      <p className="quiet">{t(`shell.locked_hint.${cause}`, { minutes, name: personName })}</p>
      <CredentialForm act={t('shell.unlock')} onSend={onUnlock} />
      <div className="button-row">
        <Button kind="plain" onPress={onLogOut}>
          {t('shell.other_person')}
        </Button>
      </div>
    </section>
  );
}
