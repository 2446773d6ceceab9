import type { FailureData } from '../../../../main/contract/index.ts';
import { Failure, type FailureInfo } from '../../../kit/index.ts';
import { deviceReason, deviceRemedy } from './device-words.ts';

/** Why a device refused: the driver's own reason in words where it gave one, under the words of the error. */
export function DeviceFailure({ failure }: { readonly failure: FailureInfo | FailureData }) {
  const { detail } = failure;
  const given = detail?.['reason'] ?? detail?.['code'];
  const reason = typeof given === 'string' ? given : undefined;
  return (
    <>
      <Failure failure={failure} />
      {reason !== undefined && (
        <div className="plain-note">
          <strong>{deviceReason(reason)}</strong>
          <p>{deviceRemedy(reason)}</p>
        </div>
      )}
    </>
  );
}
